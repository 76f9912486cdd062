using Gallabox.Core.Providers;

namespace Gallabox.Core.Mail;

/// <summary>How far a mail of ours has come.</summary>
public enum MailState
{
    /// <summary>To be sent: never tried, or refused without doubt.</summary>
    Prepared,

    /// <summary>Handed to SendGrid, and its answer is not known: in flight, or lost.</summary>
    Sending,

    /// <summary>SendGrid has taken it.</summary>
    Sent,

    Delivered,

    /// <summary>It came back, or was dropped: the customer has not read it.</summary>
    Bounced,
}

/// <summary>The row of a mail.</summary>
/// <param name="ProviderId">SendGrid's message id.</param>
/// <param name="Attempts">How often SendGrid was asked.</param>
public sealed record OutboxMail(
    OutgoingMail Mail, MailState State, DateTimeOffset CreatedAt, int Attempts = 0, DateTimeOffset? LastAttemptAt = null,
    string? ProviderId = null, string? Problem = null);
