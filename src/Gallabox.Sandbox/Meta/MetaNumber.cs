using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Meta;

/// <summary>A phone number node in a WABA. During a migration a number has two: the source and the one that is to take over.</summary>
internal sealed record MetaNumber
{
    public required string Id { get; init; }

    /// <summary>Digits, no plus.</summary>
    public required string Phone { get; init; }

    public required string WabaId { get; init; }

    /// <summary>CONNECTED, DISCONNECTED, PENDING, MIGRATED, BANNED, RESTRICTED.</summary>
    public string Status { get; init; } = "PENDING";

    public string VerifiedName { get; init; } = "";

    public string NameStatus { get; init; } = "APPROVED";

    /// <summary>NONE, or the state of a name change that was asked for.</summary>
    public string NewNameStatus { get; init; } = "NONE";

    public string Quality { get; init; } = "GREEN";

    public string CodeVerification { get; init; } = "NOT_VERIFIED";

    public DateTimeOffset? VerifiedAt { get; init; }

    public string? Pin { get; init; }

    public bool TwoStep { get; init; }

    public bool OnBusinessApp { get; init; }

    public bool TestNumber { get; init; }

    public bool Official { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? OnboardedAt { get; init; }

    public string? OverrideUrl { get; init; }

    public DateTimeOffset? LastPaidAt { get; init; }

    /// <summary>The node that this one takes over from.</summary>
    public string? MigratesFrom { get; init; }

    public OneTimeCode? Code { get; init; }

    public int WrongCodes { get; init; }

    /// <summary>Moments of register and deregister calls, the budget of 10 in 72 hours (facts 3.6).</summary>
    public IReadOnlyList<DateTimeOffset> RegisterCalls { get; init; } = [];

    public DateTimeOffset? RegisterBlockedUntil { get; init; }

    /// <summary>Register calls that took effect.</summary>
    public int Registrations { get; init; }

    public int WrongPins { get; init; }

    /// <summary>The next guess is too fast before this moment.</summary>
    public DateTimeOffset? PinSlowedUntil { get; init; }

    public DateTimeOffset? PinBlockedUntil { get; init; }

    public NumberConditions Conditions { get; init; } = new();

    public bool Registered => Status is "CONNECTED" or "RESTRICTED" or "FLAGGED";
}

/// <summary>The code that the number's owner reads on the telephone.</summary>
internal sealed record OneTimeCode(string Digits, DateTimeOffset SentAt, string Method, string Language);

/// <summary>A number that an admin has deleted, by its node id.</summary>
internal sealed record DeletedNumber(string Id, string Phone, string WabaId, DateTimeOffset At);
