using System.Security.Cryptography;
using System.Text;
using MimeKit;

namespace Gallabox.Core.Mail;

/// <summary>A mail taken apart but not yet bounded: what both modes of delivery are brought to.</summary>
public sealed record MailParts
{
    public HeaderList Headers { get; init; } = [];

    /// <summary>From values beside those of <see cref="Headers"/>.</summary>
    public string? From { get; init; }

    public string? Subject { get; init; }

    public MailEnvelope Envelope { get; init; } = MailEnvelope.Unknown;

    public string? Text { get; init; }

    public string? Html { get; init; }

    public string? Spf { get; init; }

    public string? Dkim { get; init; }

    public IReadOnlyList<MailAttachment> Attachments { get; init; } = [];

    /// <summary>What a delivery report encloses: its status and the headers of the mail it is about.</summary>
    public string? Report { get; init; }

    /// <summary>The bounded normal form.</summary>
    public InboundMail ToMail(DateTimeOffset receivedAt)
    {
        var messageId = MailHeaders.MessageIds(Headers, HeaderId.MessageId) is [var first, ..] ? first : null;
        var subject = FieldText.DecodeHeader(Subject ?? Headers[HeaderId.Subject] ?? "");
        var text = string.IsNullOrWhiteSpace(Text) && Html is not null ? HtmlText.Of(Html) : Text;
        var mail = new InboundMail
        {
            Id = "",
            MessageId = messageId,
            From = SenderAddress.Read([.. Headers.Where(header => header.Id == HeaderId.From).Select(header => header.Value), From ?? ""]),
            EnvelopeFrom = Envelope.From is { } sender ? CleanText.Line(SenderAddress.Normal(sender), 320) : null,
            EnvelopeTo = [.. Envelope.To.Take(20).Select(to => CleanText.Line(SenderAddress.Normal(to), 320))],
            Subject = CleanText.Line(subject, 1000),
            Text = CleanText.Lines(text, 60 * 1024) + (Report is null ? "" : "\n" + CleanText.Lines(Report, 4 * 1024)),
            InReplyTo = MailHeaders.MessageIds(Headers, HeaderId.InReplyTo),
            References = MailHeaders.MessageIds(Headers, HeaderId.References),
            Headers = MailHeaders.Keep(Headers),
            Spf = Spf is null ? null : CleanText.Line(Spf, 200),
            Dkim = Dkim is null ? null : CleanText.Line(Dkim, 1000),
            Attachments = [.. Attachments.Take(50)],
            ReceivedAt = receivedAt,
        };
        return mail with { Id = Identify(mail) };
    }

    // A repeated delivery is a new request with a new multipart boundary: only the mail's own content is the same.
    private static string Identify(InboundMail mail)
    {
        var recipients = string.Join(',', mail.EnvelopeTo.Order(StringComparer.Ordinal));
        var senders = string.Join(',', mail.From.Select(from => from.Address));
        string[] what = mail.MessageId is { } id
            ? ["id", id, recipients]
            : ["content", senders, recipients, mail.Header("date") ?? "", mail.Subject, mail.Text];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', what))))[..32];
    }
}
