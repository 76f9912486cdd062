namespace Gallabox.Core.Providers;

/// <summary>Hands mails to the sending service. There is no idempotency key: one call may send one mail. [facts 7.2]</summary>
public interface IMailSender
{
    /// <summary>Hands over one mail; it carries its <see cref="OutgoingMail.MailId"/> and case into the service's events.</summary>
    /// <returns>The service's message id; empty where it did not say.</returns>
    /// <exception cref="TransientFailureException">
    /// <c>sendgrid:unknown-outcome</c>: it may have been taken. Any other code: it was not.
    /// </exception>
    /// <exception cref="FailureException">Refused; codes are <c>sendgrid:</c> and the HTTP status.</exception>
    Task<string> SendAsync(OutgoingMail mail, CancellationToken cancellation);
}

/// <summary>A mail of ours to one customer.</summary>
public sealed record OutgoingMail
{
    /// <summary>Unique in its case; says what the mail is for.</summary>
    public required string MailId { get; init; }

    public required string CaseId { get; init; }

    public required string To { get; init; }

    public required string Subject { get; init; }

    public required string Text { get; init; }

    public required string Html { get; init; }

    /// <summary>The Message-ID header, with or without its angle brackets; null leaves it to the service.</summary>
    public string? MessageId { get; init; }

    /// <summary>The Message-ID of the mail that this one answers.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>The Message-IDs of the conversation, oldest first.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Together with the text at most 30 MB.</summary>
    public IReadOnlyList<MailAttachment> Attachments { get; init; } = [];
}

/// <param name="ContentType">With its parameters, such as <c>text/calendar; method=REQUEST</c>.</param>
public sealed record MailAttachment(string Name, string ContentType, byte[] Content);
