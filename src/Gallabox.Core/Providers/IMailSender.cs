namespace Gallabox.Core.Providers;

public interface IMailSender
{
    Task<string> SendAsync(OutgoingMail mail, CancellationToken cancellation);
}

public sealed record OutgoingMail
{
    public required string MailId { get; init; }
    public required string CaseId { get; init; }
    public required string To { get; init; }
    public required string Subject { get; init; }
    public required string Text { get; init; }
    public required string Html { get; init; }
    public string? InReplyTo { get; init; }
    public IReadOnlyList<string> References { get; init; } = [];
    public IReadOnlyList<MailAttachment> Attachments { get; init; } = [];
}

public sealed record MailAttachment(string Name, string ContentType, byte[] Content);
