using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MimeKit;

namespace Gallabox.Sandbox.SendGrid;

/// <summary>Builds the request of Inbound Parse, in parsed and in raw MIME mode (facts 7.1).</summary>
internal static class InboundParse
{
    public const string Path = "/mail/inbound";
    private const string Boundary = "xYzZY";
    private const string SenderIp = "203.0.113.25";

    public static string ContentType => $"multipart/form-data; boundary={Boundary}";

    public static async Task<byte[]> BuildAsync(InboundMail mail, string messageId, string to, DateTimeOffset now)
    {
        var encoding = EncodingFor(mail.Charset);
        using var form = new MultipartFormDataContent(Boundary);
        if (mail.Raw)
            await AddRawAsync(form, mail, messageId, to, now);
        else
            AddParsed(form, mail, messageId, to, now, encoding);
        Add(form, "from", mail.From, encoding);
        Add(form, "to", to, encoding);
        Add(form, "subject", mail.Subject ?? "", encoding);
        Add(form, "envelope", Envelope(mail, to));
        Add(form, "charsets", Charsets(mail, encoding));
        Add(form, "SPF", mail.SpfField);
        Add(form, "dkim", mail.DkimField);
        Add(form, "sender_ip", SenderIp);
        return await form.ReadAsByteArrayAsync();
    }

    private static void AddParsed(
        MultipartFormDataContent form, InboundMail mail, string messageId, string to, DateTimeOffset now, Encoding encoding)
    {
        Add(form, "headers", HeaderBlock(mail, messageId, to, now));
        if (mail.Cc is not null)
            Add(form, "cc", mail.Cc, encoding);
        if (mail.Text is not null)
            Add(form, "text", mail.Text, encoding);
        if (mail.Html is not null)
            Add(form, "html", mail.Html, encoding);
        var attachments = mail.Attachments ?? [];
        Add(form, "attachments", attachments.Count.ToString(CultureInfo.InvariantCulture));
        var info = new JsonObject();
        for (var index = 0; index < attachments.Count; index++)
        {
            var name = $"attachment{index + 1}";
            var one = attachments[index];
            info[name] = new JsonObject { ["filename"] = one.Name, ["name"] = one.Name, ["type"] = one.Type };
            var content = new ByteArrayContent(Bytes(one));
            content.Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue(one.Type);
            form.Add(content, name, one.Name);
        }

        if (info.Count > 0)
            Add(form, "attachment-info", info.ToJsonString());
    }

    private static async Task AddRawAsync(MultipartFormDataContent form, InboundMail mail, string messageId, string to, DateTimeOffset now)
    {
        using var head = new MemoryStream(Encoding.UTF8.GetBytes(HeaderBlock(mail, messageId, to, now) + "\r\n"));
        using var message = await MimeMessage.LoadAsync(head);
        var body = new BodyBuilder { TextBody = mail.Text, HtmlBody = mail.Html };
        foreach (var one in mail.Attachments ?? [])
        {
            using var content = new MemoryStream(Bytes(one));
            await body.Attachments.AddAsync(one.Name, content, MimeKit.ContentType.Parse(one.Type));
        }

        message.Body = body.ToMessageBody();
        using var whole = new MemoryStream();
        await message.WriteToAsync(whole);
        form.Add(Field(whole.ToArray()), "email");
    }

    private static string HeaderBlock(InboundMail mail, string messageId, string to, DateTimeOffset now)
    {
        List<string> lines =
        [
            $"Received: by mx.sendgrid.example with SMTP; {now.ToString("R", CultureInfo.InvariantCulture)}",
            $"Date: {now.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture)} +0000",
            $"From: {mail.From}",
            $"To: {to}",
            $"Message-ID: {messageId}",
            $"Subject: {Encoding.ASCII.GetString(MimeKit.Utils.Rfc2047.EncodePhrase(Encoding.UTF8, mail.Subject ?? ""))}",
            "MIME-Version: 1.0",
        ];
        if (mail.Cc is not null)
            lines.Add($"Cc: {mail.Cc}");
        if (mail.InReplyTo is not null)
            lines.AddRange([$"In-Reply-To: {mail.InReplyTo}", $"References: {mail.InReplyTo}"]);
        lines.AddRange(mail.ExtraHeaderLines);
        return string.Concat(lines.Select(static line => line + "\r\n"));
    }

    private static string Envelope(InboundMail mail, string to) =>
        new JsonObject { ["to"] = new JsonArray(BareAddress(to)), ["from"] = mail.EnvelopeFrom ?? mail.Address }.ToJsonString();

    private static string Charsets(InboundMail mail, Encoding encoding)
    {
        var charsets = new JsonObject { ["to"] = "UTF-8", ["from"] = "UTF-8" };
        foreach (var field in new[] { "to", "from", "subject" })
            charsets[field] = encoding.WebName.ToUpperInvariant();
        if (mail.Text is not null && !mail.Raw)
            charsets["text"] = encoding.WebName;
        if (mail.Html is not null && !mail.Raw)
            charsets["html"] = encoding.WebName;
        return JsonSerializer.Serialize(charsets);
    }

    private static byte[] Bytes(MailAttachment attachment) => attachment.Type.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
        ? Encoding.UTF8.GetBytes(attachment.Content)
        : Convert.FromBase64String(attachment.Content);

    private static string BareAddress(string to) => MailboxAddress.TryParse(to, out var mailbox) ? mailbox.Address : to;

    private static Encoding EncodingFor(string? charset) =>
        charset is null ? Encoding.UTF8 : (CodePagesEncodingProvider.Instance.GetEncoding(charset) ?? Encoding.GetEncoding(charset));

    private static void Add(MultipartFormDataContent form, string name, string value, Encoding? encoding = null) =>
        form.Add(Field((encoding ?? Encoding.UTF8).GetBytes(value)), name);

    private static ByteArrayContent Field(byte[] value) => new(value);
}
