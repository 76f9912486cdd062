using Gallabox.Core.Cases;

namespace Gallabox.Core.Deletion;

/// <summary>What a deletion case knows beside what every case knows. Each fact is stored before the flow is nudged.</summary>
public sealed record DeletionFacts
{
    /// <summary>The mail that asked; our mails are replies to it.</summary>
    public required RequestMail Request { get; init; }

    /// <summary>Registered addresses that asked: they are told everything.</summary>
    public required IReadOnlyList<string> Correspondents { get; init; }

    /// <summary>How we know that the request is the customer's own; null: not yet.</summary>
    public Decision? Proof { get; init; }

    public Decision? Approval { get; init; }

    /// <summary>When the present wait on the customer began: reminders and expiry count from it.</summary>
    public DateTimeOffset? WaitingSince { get; init; }

    /// <summary>Reminders sent in the present wait.</summary>
    public int Reminders { get; init; }

    /// <summary>The messages are paused by this case.</summary>
    public bool Paused { get; init; }

    /// <summary>The date that the customer has been told; null: none, or no longer the right one.</summary>
    public DateTimeOffset? AnnouncedFor { get; init; }

    /// <summary>How often a date was announced or withdrawn; the sequence of the invitation.</summary>
    public int Announcements { get; init; }

    /// <summary>A mail that named the date came back: the customer does not know it.</summary>
    public bool AnnouncementBounced { get; init; }

    /// <summary>The id of a mail that may take the request back; nothing goes on until a person has read it.</summary>
    public string? Unclear { get; init; }

    /// <summary>Ids of mails that came back.</summary>
    public IReadOnlyList<string> Bounced { get; init; } = [];

    /// <summary>What was done and observed, by the step's name.</summary>
    public IReadOnlyDictionary<string, CaseStep> Steps { get; init; } = new Dictionary<string, CaseStep>();

    /// <summary>Somebody says that the number was deleted. It is looked at, not believed.</summary>
    public Decision? SaidDeleted { get; init; }

    /// <summary>The number had been banned: other rules apply to its reuse.</summary>
    public bool WasBanned { get; init; }
}

/// <param name="MessageId">With its angle brackets.</param>
/// <param name="References">The chain of a thread, oldest first.</param>
/// <param name="Words">What the sender wrote, without quotes: the one who approves has to see a condition in it.</param>
public sealed record RequestMail(
    string From, string MessageId, string Subject, IReadOnlyList<string> References, DateTimeOffset ReceivedAt, string Words = "");

/// <param name="Why">Note or evidence; may be empty.</param>
public sealed record Decision(string By, DateTimeOffset At, string Why);

/// <summary>The input of the flow, frozen at its start and at each quiet point.</summary>
public sealed record DeletionInput(string CaseId, DeletionStage Stage)
{
    public CaseRef Case => new(CaseId);
}

/// <summary>The stages of the flow: it starts anew at each, so histories stay short.</summary>
public enum DeletionStage
{
    Review,
    Notice,
    Removal,
    Watch,
    Closing,
    Ended,
}

/// <summary>A step's word on where the flow goes on.</summary>
/// <param name="To">The stage to go on with; the same one to look again.</param>
/// <param name="LookAgainAt">Null: at once.</param>
public sealed record Look(DeletionStage To, DateTimeOffset? LookAgainAt = null);
