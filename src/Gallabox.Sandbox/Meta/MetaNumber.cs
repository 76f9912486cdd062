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

    public int WrongPins { get; init; }

    public DateTimeOffset? LastWrongPinAt { get; init; }

    public DateTimeOffset? PinBlockedUntil { get; init; }

    public NumberConditions Conditions { get; init; } = new();

    public bool Registered => Status is "CONNECTED" or "RESTRICTED" or "FLAGGED";
}

/// <summary>The code that the number's owner reads on the telephone.</summary>
internal sealed record OneTimeCode(string Digits, DateTimeOffset SentAt, string Method, string Language);

/// <summary>States of a number that no call brings about; a person sets them in the sandbox to obtain the errors of facts 3.6.</summary>
internal sealed record NumberConditions
{
    /// <summary>133000 on register, until deregistered once more.</summary>
    public bool IncompleteDeregistration { get; init; }

    /// <summary>131031.</summary>
    public bool Locked { get; init; }

    /// <summary>131045, once.</summary>
    public bool CertificateInvalid { get; init; }

    /// <summary>131057 on register, 2494100 elsewhere.</summary>
    public DateTimeOffset? MaintenanceUntil { get; init; }

    /// <summary>133006.</summary>
    public bool OwnershipExpired { get; init; }
}

/// <summary>A number that an admin has deleted, by its node id.</summary>
internal sealed record DeletedNumber(string Id, string Phone, string WabaId, DateTimeOffset At);

/// <summary>A WhatsApp Business account.</summary>
internal sealed record MetaWaba
{
    public required string Id { get; init; }

    public required string PortfolioId { get; init; }

    public string Name { get; init; } = "";

    /// <summary>Whether our token may read and manage it.</summary>
    public bool Shared { get; init; } = true;

    public string ReviewStatus { get; init; } = "APPROVED";

    public bool HasPayment { get; init; } = true;

    public bool MessagingForAccepted { get; init; } = true;

    /// <summary>Ids of the subscribed apps.</summary>
    public IReadOnlyList<string> Apps { get; init; } = [];

    public string? OverrideUrl { get; init; }
}

/// <summary>A business portfolio, to which messaging limits belong.</summary>
internal sealed record MetaPortfolio
{
    public required string Id { get; init; }

    public string Name { get; init; } = "";

    public bool Verified { get; init; } = true;

    public string LimitTier { get; init; } = "TIER_2K";
}

/// <summary>Calls on a WABA by minute, for the rolling hour.</summary>
internal sealed record GraphCalls(Dictionary<long, int> ByMinute) : IBookkeeping;
