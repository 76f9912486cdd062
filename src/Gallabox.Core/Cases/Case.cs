namespace Gallabox.Core.Cases;

public enum CaseKind
{
    Deletion,
    Migration,
    Connection,
}

/// <summary>The states that the API shows, of all kinds; <see cref="CaseTransitions"/> says which follow which.</summary>
public enum CaseState
{
    AwaitingProof,
    AwaitingDues,
    AwaitingVolume,
    InReview,
    Scheduled,
    Deleting,

    AwaitingTwoStepOff,
    AwaitingCode,
    Registering,
    Verifying,

    AwaitingSignup,
    AwaitingPermission,
    AwaitingReadiness,
    Authorizing,

    NeedsAttention,

    Completed,
    Cancelled,
    Rejected,
    Expired,
}

/// <summary>One request about one number, from its first mail or click to its end.</summary>
public sealed record Case
{
    /// <summary>Such as <c>del-7K3QX9MPA2</c>; see <see cref="CaseId"/>. Also the id of its orchestration.</summary>
    public required string Id { get; init; }

    public required CaseKind Kind { get; init; }

    public required PhoneNumber Phone { get; init; }

    public required string AccountId { get; init; }

    public required CaseState State { get; init; }

    /// <summary>What it waits for, or null while it works or has ended.</summary>
    public Wait? WaitsFor { get; init; }

    /// <summary>The announced date of what cannot be undone.</summary>
    public DateTimeOffset? ScheduledFor { get; init; }

    /// <summary>The state to go back to from <see cref="CaseState.NeedsAttention"/>.</summary>
    public CaseState? AttentionFrom { get; init; }

    /// <summary>The end that a person has asked for, or time has brought, and that the flow has not carried out yet.</summary>
    public Ending? Ending { get; init; }

    /// <summary>An operator has asked to go on after an interruption.</summary>
    public bool RetryAsked { get; init; }

    /// <summary>When an outside system began to fail us, while it still does.</summary>
    public DateTimeOffset? TroubleSince { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>How many entries the timeline has.</summary>
    public int Entries { get; init; }

    public bool Open => !CaseTransitions.IsEnd(State);

    /// <summary>The state that rules apply to: the one before an interruption, while it lasts.</summary>
    public CaseState Stage => State == CaseState.NeedsAttention ? AttentionFrom ?? State : State;
}

/// <param name="What">Such as <c>dues</c>, <c>approval</c>, <c>deletion_at_meta</c>.</param>
/// <param name="On">Who can end the wait: <c>customer</c>, <c>operator</c>, <c>meta</c>, <c>360dialog</c>, <c>time</c>.</param>
/// <param name="Until">When it is looked at again, or ends, by itself.</param>
public sealed record Wait(string What, string On, DateTimeOffset? Until = null);

/// <param name="State">One of the ends but <see cref="CaseState.Completed"/>.</param>
/// <param name="Why">Words for the customer; may be empty.</param>
public sealed record Ending(CaseState State, string By, DateTimeOffset At, string Why);

/// <summary>A line of the timeline. It is never changed and never removed.</summary>
/// <param name="By">Who: <c>system</c>, <c>operator:asha</c>, <c>customer:asha@kettle.example</c>, <c>meta</c>, <c>360dialog</c>.</param>
/// <param name="Type">A stable word, such as <c>requested</c>, <c>approved</c>, <c>deregistered</c>.</param>
/// <param name="Data">The evidence.</param>
public sealed record TimelineEntry(DateTimeOffset At, string By, string Type, string Text, IReadOnlyDictionary<string, string>? Data = null);

/// <summary>A case with what its own feature keeps in it.</summary>
public sealed record CaseFile<TFacts>(Case Case, TFacts Facts);
