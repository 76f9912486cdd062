using Gallabox.Core.Numbers;

namespace Gallabox.Web.Numbers;

/// <summary>A number as the API shows it.</summary>
public sealed record NumberView(
    PhoneNumber Phone, string AccountId, NumberState State, bool Paused, string Provider, IReadOnlyList<IdentityView> Identities, MessagingLimit? Limit, bool? TwoStep)
{
    /// <summary>Who holds the number's messages, and why.</summary>
    public IReadOnlyList<Hold> Holds { get; init; } = [];

    /// <summary>When two-step verification was first seen to be off; absent while it is on or unknown.</summary>
    public DateTimeOffset? TwoStepOffSince { get; init; }

    public DateTimeOffset? BannedAt { get; init; }

    public static NumberView Of(Number number) => new(
        number.Phone, number.AccountId, number.State, number.Paused, number.Provider,
        [.. number.Identities.Select(identity => new IdentityView(identity.Provider, identity.Ids, identity.From, identity.Until, identity.Owner))],
        number.Limit, number.TwoStep)
    {
        Holds = number.Holds,
        TwoStepOffSince = number.TwoStep == false ? number.TwoStepOffSince : null,
        BannedAt = number.BannedAt,
    };
}

public sealed record IdentityView(string Provider, IReadOnlyDictionary<string, string> Ids, DateTimeOffset From, DateTimeOffset? Until, string Owner);
