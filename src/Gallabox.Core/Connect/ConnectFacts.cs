using Gallabox.Core.Cases;

namespace Gallabox.Core.Connect;

/// <summary>What a connection knows beside what every case knows. Each fact is stored before the flow is nudged.</summary>
public sealed record ConnectFacts : ICaseFacts<ConnectFacts>
{
    /// <summary>The registered address that started it; it is told everything.</summary>
    public required string Address { get; init; }

    /// <summary>Why a connected number has to be connected again; null: it is new.</summary>
    public string? Repair { get; init; }

    /// <summary>The customer comes from another partner of 360dialog with all numbers of the account; never a migration.</summary>
    public bool PartnerChange { get; init; }

    /// <summary>Who took the partner change on.</summary>
    public CaseStep? Acceptance { get; init; }

    /// <summary>What the browser brought back. It is a hint to look, and nothing more.</summary>
    public ConnectReturnNote? Return { get; init; }

    /// <summary>The return whose channels were looked at.</summary>
    public DateTimeOffset? ReturnSeen { get; init; }

    /// <summary>When something about the number was last heard: a redirect, an event, a click.</summary>
    public DateTimeOffset? HeardAt { get; init; }

    /// <summary>The client at 360dialog who said, by his own mail, that this account may connect his number.</summary>
    public string? ConfirmedClient { get; init; }

    public DateTimeOffset? WaitingSince { get; init; }

    /// <summary>Reminders sent in the present wait.</summary>
    public int Reminders { get; init; }

    /// <summary>The channel that was seen and found to be the customer's.</summary>
    public SeenChannel? Channel { get; init; }

    /// <summary>When 360dialog last refused a key for want of permission.</summary>
    public DateTimeOffset? RefusedAt { get; init; }

    /// <summary>When this case may ask for its key.</summary>
    public DateTimeOffset? Turn { get; init; }

    /// <summary>How often a kept key turned out dead.</summary>
    public int DeadKeys { get; init; }

    /// <summary>What Meta showed of the number; null: not looked at yet, or not readable for us.</summary>
    public SeenNumber? Meta { get; init; }

    /// <summary>The number is being registered with us; from here on nobody takes it back.</summary>
    public bool Registering { get; init; }

    /// <summary>What was done and observed, by the step's name.</summary>
    public IReadOnlyDictionary<string, CaseStep> Steps { get; init; } = new Dictionary<string, CaseStep>();

    public ConnectFacts Reminded(int reminders) => this with { Reminders = reminders };

    public ConnectFacts WithSteps(IReadOnlyDictionary<string, CaseStep> steps) => this with { Steps = steps };

    public ConnectFacts WaitingFrom(DateTimeOffset since) => this with { WaitingSince = since, Reminders = 0 };
}

/// <param name="Client">As the redirect named it.</param>
public sealed record ConnectReturnNote(string Client, IReadOnlyList<string> Channels, IReadOnlyList<string> Revoked, DateTimeOffset At);

/// <param name="Id">360dialog's channel id.</param>
/// <param name="WabaId">Meta's WABA id, where 360dialog said it.</param>
/// <param name="Limit">The messaging limit as 360dialog spells it.</param>
public sealed record SeenChannel(string Id, string ClientId, string? WabaId, string? Limit);

/// <param name="Limit">The messaging limit as Meta spells it.</param>
/// <param name="Notes">What limits the number, in plain words.</param>
public sealed record SeenNumber(string PhoneNumberId, string WabaId, string? Limit, bool? TwoStep, IReadOnlyList<string> Notes);

/// <summary>The input of the flow, frozen at its start and at each quiet point.</summary>
public sealed record ConnectInput(string CaseId, ConnectStage Stage)
{
    public CaseRef Case => new(CaseId);
}

/// <summary>The stages of the flow: it starts anew at each.</summary>
public enum ConnectStage
{
    Following,
    Authorization,
    Registration,
    Closing,
    Ended,
}

/// <summary>A step's word on where the flow goes on.</summary>
/// <param name="To">The stage to go on with; the present one: with the next step, or, with a time, from its beginning.</param>
/// <param name="LookAgainAt">Null: at once.</param>
public sealed record ConnectLook(ConnectStage To, DateTimeOffset? LookAgainAt = null);
