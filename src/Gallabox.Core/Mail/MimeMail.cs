using MimeKit;

namespace Gallabox.Core.Mail;

/// <summary>A raw MIME message. Attachments stay in the stream: memory is bounded by the text that is read.</summary>
public static class MimeMail
{
    private const int MostTextBytes = 256 * 1024;
    private const int MostReportBytes = 8 * 1024;
    private const int MostParts = 500;

    /// <param name="message">Seekable, and open as long as the answer is read.</param>
    /// <returns>Null where this is no message.</returns>
    public static async Task<MailParts?> ReadAsync(Stream message, CancellationToken cancellation)
    {
        try
        {
            var options = ParserOptions.Default.Clone();
            options.MaxMimeDepth = 50;
            var parsed = await new MimeParser(options, message, MimeFormat.Entity, persistent: true).ParseMessageAsync(cancellation);
            return parsed.Headers.Count == 0 ? null : Parts(parsed);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static MailParts Parts(MimeMessage message)
    {
        var parts = message.BodyParts.Take(MostParts).ToList();
        var texts = parts.OfType<TextPart>().Where(part => !part.IsAttachment).ToList();
        var reports = parts
            .Where(part => part is MessagePart or MessageDeliveryStatus or { ContentType.MimeType: "text/rfc822-headers" })
            .ToList();
        return new MailParts
        {
            Headers = message.Headers,
            Text = texts.Find(part => part.IsPlain) is { } plain ? Read(plain, MostTextBytes) : null,
            Html = texts.Find(part => part.IsHtml) is { } html ? Read(html, MostTextBytes) : null,
            Report = reports.Count == 0 ? null : string.Join('\n', reports.Select(Report)),
            Attachments = [.. parts.Where(part => part is not TextPart { IsAttachment: false }).Take(50).Select(Attachment)],
        };
    }

    private static string Report(MimeEntity part) => part switch
    {
        MessagePart { Message: { } inner } => string.Join('\n', inner.Headers.Take(50).Select(header => $"{header.Field}: {header.Value}")),
        MimePart leaf => Read(leaf, MostReportBytes),
        _ => "",
    };

    private static MailAttachment Attachment(MimeEntity part) =>
        new(
            CleanText.Line(part.ContentDisposition?.FileName ?? part.ContentType.Name, 100),
            CleanText.Line(part.ContentType.MimeType, 80),
            (part as MimePart)?.Content?.Stream?.Length ?? 0);

    private static string Read(MimePart part, int most)
    {
        if (part.Content is null)
            return "";
        using var decoded = part.Content.Open();
        var bytes = new byte[most];
        var length = decoded.ReadAtLeast(bytes, most, throwOnEndOfStream: false);
        var read = bytes.AsSpan(0, length);
        return FieldText.Decode(length < most ? read : FieldText.WholeLines(read), part.ContentType.Charset);
    }
}
