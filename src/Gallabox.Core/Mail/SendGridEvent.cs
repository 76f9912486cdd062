namespace Gallabox.Core.Mail;

/// <summary>What became of a mail of ours. [SG-EV; facts 7.3]</summary>
public enum SendGridEventKind
{
    Processed,
    Deferred,
    Delivered,
    Bounce,
    Dropped,
    Open,
    Click,
    Spamreport,
    Unsubscribe,
    GroupUnsubscribe,
    GroupResubscribe,

    /// <summary>An event that is not among the known: kept raw.</summary>
    Unknown,
}

/// <summary>One event of the mail service. Events repeat and come in any order; <see cref="Id"/> tells repeats.</summary>
public sealed record SendGridEvent
{
    /// <summary>The service's <c>sg_event_id</c>, else the hash of the event's text.</summary>
    public required string Id { get; init; }

    public required SendGridEventKind Kind { get; init; }

    /// <summary>The service's id of the mail: its answer's id, a dot, and more.</summary>
    public string? MessageId { get; init; }

    /// <summary>The recipient, lower case.</summary>
    public string? Email { get; init; }

    public DateTimeOffset? At { get; init; }

    public string? Reason { get; init; }

    /// <summary>The SMTP status, such as <c>5.1.1</c>.</summary>
    public string? Status { get; init; }

    /// <summary>Of a bounce: <c>bounce</c>, <c>blocked</c>, or <c>expired</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Our custom argument: the case the mail was about.</summary>
    public string? CaseId { get; init; }

    /// <summary>Our custom argument: which of our mails it was.</summary>
    public string? MailId { get; init; }

    /// <summary>The event as it came, where it is of no known kind.</summary>
    public string? Raw { get; init; }

    /// <summary>The recipient did not get this mail and, by this event, will not.</summary>
    public bool IsUndelivered => Kind is SendGridEventKind.Bounce or SendGridEventKind.Dropped;
}
