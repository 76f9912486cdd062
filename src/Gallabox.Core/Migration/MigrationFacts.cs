using Gallabox.Core.Cases;
using Gallabox.Core.Numbers;
using Gallabox.Core.Providers;

namespace Gallabox.Core.Migration;

/// <summary>How the number comes into its new account.</summary>
public enum MigrationPath
{
    /// <summary>Into a WABA that we may manage already: Meta is asked to move it, and the owner proves it by a one-time code.</summary>
    Account,

    /// <summary>The customer runs Meta's Embedded Signup, and proves the number there.</summary>
    EmbeddedSignup,

    /// <summary>From another multi-partner solution: the customer's admin accepts in Meta Business Suite; no code is needed.</summary>
    Solution,
}

/// <summary>What a migration knows beside what every case knows. Each fact is stored before the flow is nudged.</summary>
public sealed record MigrationFacts : ICaseFacts<MigrationFacts>
{
    /// <summary>The registered address that filled the form; it is told everything.</summary>
    public required string Address { get; init; }

    public required MigrationSource Source { get; init; }

    public required MigrationPath Path { get; init; }

    public required CodeReader Reader { get; init; }

    /// <summary>The destination; null until the sign-up, or the accepted request, has named it.</summary>
    public string? WabaId { get; init; }

    /// <summary>The destination that was chosen at Meta last, and cannot be used: another account of ours has numbers in it. Null: none, or it was replaced.</summary>
    public string? Barred { get; init; }

    /// <summary>Meta's id of the request between solutions, which the other partner's side made.</summary>
    public string? IntentId { get; init; }

    /// <summary>The earliest moment of the cut-over that the customer wants; null: as soon as possible.</summary>
    public DateTimeOffset? CutOverAt { get; init; }

    /// <summary>Our own earliest moment, such as the end of a block at Meta.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    public DateTimeOffset? WaitingSince { get; init; }

    /// <summary>Reminders sent in the present wait.</summary>
    public int Reminders { get; init; }

    /// <summary>When something about the migration was last heard: an event, a click.</summary>
    public DateTimeOffset? HeardAt { get; init; }

    /// <summary>Who lets it begin, whatever our own look at the conditions says; Meta has the last word all the same.</summary>
    public CaseStep? Approval { get; init; }

    /// <summary>The conditions as they were last seen.</summary>
    public IReadOnlyList<Light> Lights { get; init; } = [];

    /// <summary>What Meta last refused; null when the call went through since.</summary>
    public Refused? Refused { get; init; }

    /// <summary>Refusals without a reason in a row.</summary>
    public int Unspecific { get; init; }

    /// <summary>Meta says that the number need not be migrated: it is added as a new one.</summary>
    public bool AddDirectly { get; init; }

    /// <summary>WABAs to which this case subscribes our app; each stored before it is done, so that a cancellation undoes it.</summary>
    public IReadOnlyList<string> Subscribed { get; init; } = [];

    /// <summary>The number's node in the destination, where it stands beside the working one until the cut-over.</summary>
    public string? PhoneNumberId { get; init; }

    /// <summary>The one-time codes that were asked for, the newest last.</summary>
    public IReadOnlyList<AskedCode> Codes { get; init; } = [];

    /// <summary>The customer wants another code, this way.</summary>
    public CodeMethod? CodeWanted { get; init; }

    /// <summary>A code lies in the secret store since then, to be tried once.</summary>
    public DateTimeOffset? CodeEntered { get; init; }

    /// <summary>Names the entry in the secret store, so that of two codes at once only the one that was taken is tried, and no other deleted.</summary>
    public string? CodeEntry { get; init; }

    /// <summary>The entry that counts as the newest try.</summary>
    public string? CodeTried { get; init; }

    /// <summary>Every entry that may lie in the secret store, stored before it is put there.</summary>
    public IReadOnlyList<string> CodeEntries { get; init; } = [];

    public IReadOnlyList<DateTimeOffset> CodeTries { get; init; } = [];

    /// <summary>Why the last code did not do, for the customer.</summary>
    public string? CodeProblem { get; init; }

    public DateTimeOffset? NoCodeBefore { get; init; }

    /// <summary>When the owner's proof was seen at Meta.</summary>
    public DateTimeOffset? VerifiedAt { get; init; }

    /// <summary>Meta wants the ownership proven anew, whatever the number's node shows.</summary>
    public bool ProveAgain { get; init; }

    /// <summary>The cut-over has begun: it cannot be cancelled while its outcome is open, nor once it took effect.</summary>
    public bool CuttingOver { get; init; }

    /// <summary>What we knew of the number before the cut-over, for when Meta refuses it; null: nothing.</summary>
    public Number? Before { get; init; }

    /// <summary>When an operator last asked to go on: somebody has looked, which no event and no customer's click says.</summary>
    public DateTimeOffset? RetriedAt { get; init; }

    /// <summary>Meta has taken our call to register, so the PIN that it set is surely ours.</summary>
    public bool PinIsSet { get; init; }

    /// <summary>Meta may have taken a call that it has not shown any effect of, so the PIN may be set all the same.</summary>
    public bool PinMayBeSet { get; init; }

    /// <summary>Calls to register, of this case.</summary>
    public int RegisterCalls { get; init; }

    /// <summary>When the last call to register was made, while its outcome is not known.</summary>
    public DateTimeOffset? RegisterOpen { get; init; }

    /// <summary>When Meta said that it took that call, while it does not show the number as connected yet.</summary>
    public DateTimeOffset? RegisterAccepted { get; init; }

    /// <summary>When the PIN was shown, which it is once.</summary>
    public DateTimeOffset? PinShownAt { get; init; }

    public IReadOnlyDictionary<string, CaseStep> Steps { get; init; } = new Dictionary<string, CaseStep>();

    /// <summary>Once a call whose outcome is open is not waited for any more.</summary>
    public MigrationFacts LeftOpen() => RegisterOpen is null ? this : this with { PinMayBeSet = true };

    public MigrationFacts Reminded(int reminders) => this with { Reminders = reminders };

    public MigrationFacts WithSteps(IReadOnlyDictionary<string, CaseStep> steps) => this with { Steps = steps };

    public MigrationFacts WaitingFrom(DateTimeOffset since) => this with { WaitingSince = since, Reminders = 0 };
}

/// <param name="Provider">Its name, as the customer knows it.</param>
/// <param name="WabaId">Where the number is registered now; null: not told.</param>
public sealed record MigrationSource(string Provider, string? WabaId);

/// <summary>Who can read the one-time code that Meta sends to the number.</summary>
/// <param name="Name">A person or a team, in the customer's words.</param>
/// <param name="Email">Gets a link by which only the code can be entered; null: the one who filled the form reads it.</param>
/// <param name="Language">Of the code's text or voice, such as <c>en_US</c>.</param>
public sealed record CodeReader(string Name, string? Email, CodeMethod Method, string Language);

/// <param name="Answer"><c>sent</c>, or why not; null: the answer was lost, so it may have been sent.</param>
public sealed record AskedCode(DateTimeOffset At, CodeMethod Method, string? Answer);

/// <summary>A call that Meta refused.</summary>
/// <param name="Code">Such as <c>meta:2388103:credit-line</c>.</param>
/// <param name="Text">Meta's words, as they came.</param>
/// <param name="Light">The condition that it is about; null: none, or nobody knows.</param>
public sealed record Refused(MigrationCall Call, string Code, string Text, DateTimeOffset At, LightKey? Light = null);

/// <summary>The input of the flow, frozen at its start and at each quiet point.</summary>
public sealed record MigrationInput(string CaseId, MigrationStage Stage)
{
    public CaseRef Case => new(CaseId);
}

/// <summary>The stages of the flow: it starts anew at each.</summary>
public enum MigrationStage
{
    Rehearsal,
    Start,
    Code,
    CutOver,
    Registration,
    Verification,
    Closing,
    Ended,
}

/// <summary>A step's word on where the flow goes on.</summary>
/// <param name="To">The stage to go on with; the present one: with the next step, or, with a time, from its beginning.</param>
/// <param name="LookAgainAt">Null: at once.</param>
public sealed record MigrationLook(MigrationStage To, DateTimeOffset? LookAgainAt = null);
