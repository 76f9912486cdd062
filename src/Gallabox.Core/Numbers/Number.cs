namespace Gallabox.Core.Numbers;

/// <summary>What a number can do at Meta, as far as we know.</summary>
public enum NumberState
{
    Connected,
    Restricted,
    Banned,
    Migrating,
    Deleting,
    Deleted,
    Disconnected,
}

/// <summary>A customer's WhatsApp Business number, with all that it was called at its providers.</summary>
public sealed record Number
{
    public required PhoneNumber Phone { get; init; }

    public required string AccountId { get; init; }

    public NumberState State { get; init; } = NumberState.Connected;

    /// <summary>Who holds the number's messages; empty: they flow. Each holder lifts its own hold only.</summary>
    public IReadOnlyList<Hold> Holds { get; init; } = [];

    /// <summary>Where outgoing messages go: <see cref="ProviderNames"/>.</summary>
    public required string Provider { get; init; }

    /// <summary>Present and former identities, the newest last. Former ones stay: late webhooks still name them.</summary>
    public IReadOnlyList<ProviderIdentity> Identities { get; init; } = [];

    public MessagingLimit? Limit { get; init; }

    /// <summary>Whether two-step verification is on; null while unknown.</summary>
    public bool? TwoStep { get; init; }

    /// <summary>When two-step verification was first seen to be off; null while it is on or unknown.</summary>
    public DateTimeOffset? TwoStepOffSince { get; init; }

    /// <summary>When somebody last pressed "Turn off" at Meta (facts 4.7, PIN_RESET_REQUEST), by Meta's clock; null once it was seen to be on again.</summary>
    public DateTimeOffset? TwoStepOffAskedAt { get; init; }

    /// <summary>Set once a ban at Meta was seen: other rules apply to the number's reuse, for good.</summary>
    public DateTimeOffset? BannedAt { get; init; }

    public bool Paused => Holds.Count > 0;

    /// <summary>The number as it is once two-step verification was seen to be on or off; null, which is unknown, changes nothing.</summary>
    public Number SeeTwoStep(bool? isOn, DateTimeOffset now) => isOn switch
    {
        null => this,
        true => this with { TwoStep = true, TwoStepOffSince = null, TwoStepOffAskedAt = TwoStep == false ? null : TwoStepOffAskedAt },
        false => this with { TwoStep = false, TwoStepOffSince = TwoStep == false ? TwoStepOffSince ?? now : now },
    };

    /// <summary>Whether a number lives in another account than that one; what is deleted is nobody's.</summary>
    public static bool IsHeldByAnother(Number? number, string accountId) =>
        number is not null && number.AccountId != accountId && number.State != NumberState.Deleted;

    /// <summary>The identity at a provider that is valid now, or null.</summary>
    public ProviderIdentity? At(string provider) => Identities.LastOrDefault(identity => identity.Provider == provider && identity.Until is null);
}

public static class ProviderNames
{
    public const string Meta = "meta";
    public const string Dialog360 = "360dialog";
}

/// <param name="Ids">By name, spelt as the provider spells them: <c>phoneNumberId</c>, <c>wabaId</c>, <c>portfolioId</c>; <c>channelId</c>, <c>clientId</c>.</param>
/// <param name="Owner">Who administers the owning business portfolio: <c>customer</c> or <c>us</c>. Only that side's admin can delete the number.</param>
public sealed record ProviderIdentity(
    string Provider, IReadOnlyDictionary<string, string> Ids, DateTimeOffset From, DateTimeOffset? Until = null, string Owner = "customer")
{
    /// <exception cref="NeedsPersonException">The id was never learned.</exception>
    public string Id(string name) => Ids.TryGetValue(name, out var id)
        ? id
        : throw new NeedsPersonException("number:missing-id", $"The number's {Provider} identity has no '{name}'.");
}

/// <param name="By">A case id, or <c>operator</c>: the key of the hold.</param>
public sealed record Hold(string By, DateTimeOffset At, string Reason);

/// <param name="Tier">As Meta spells it, such as <c>TIER_2K</c>.</param>
/// <param name="PerDay">Distinct customers in a moving 24 h outside service windows; null is unlimited.</param>
/// <param name="Source">Where we have it from.</param>
public sealed record MessagingLimit(string Tier, int? PerDay, string Source);
