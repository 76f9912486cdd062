using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Core.Numbers;
using Gallabox.Core.Providers;

namespace Gallabox.Core.Migration;

/// <summary>The conditions of a migration, in the order in which they are shown.</summary>
public enum LightKey
{
    Destination,

    /// <summary>No other account of ours has numbers in it. It bars: nobody's approval passes over it.</summary>
    DestinationUsable,
    DestinationAccount,
    Payment,
    Webhooks,
    MessagingFor,
    SourceAccount,
    SameBusiness,
    Registered,
    NumberKind,
    BusinessApp,
    DisplayName,
    TwoStep,
}

public enum LightState
{
    Green,

    /// <summary>Nobody but Meta can tell, and does when it is asked to move the number.</summary>
    Unknown,

    Red,
}

/// <summary>One condition as it stands.</summary>
/// <param name="On">Who can change it: <c>customer</c>, <c>operator</c>, <c>meta</c>.</param>
/// <param name="Evidence">What was seen; null: nothing.</param>
public sealed record Light(LightKey Key, LightState State, string On, string? Evidence = null);

/// <summary>All that the decisions of a migration look at, read at one moment.</summary>
/// <param name="Number">The number as we have it; null: never seen.</param>
/// <param name="Destination">The destination WABA; null: not known yet, or not readable for us.</param>
/// <param name="Subscribed">Whether our app hears of the destination; null: not asked.</param>
/// <param name="Origin">The source WABA, where our token may read it.</param>
/// <param name="Working">The number's node there.</param>
public sealed record MigrationEvidence(
    Case Case, MigrationFacts Facts, Account Account, Number? Number, MetaAccount? Destination, bool? Subscribed, MetaAccount? Origin, MetaNumber? Working)
{
    /// <summary>Another account of ours has numbers in the destination, which is not looked at then.</summary>
    public bool IsAnothers { get; init; }
}

/// <summary>Every condition as a light: a pure function of what was read and of what Meta last refused (facts 3.9).</summary>
public static class Rehearsal
{
    /// <param name="refusalStands">Whether Meta's last refusal is taken for what holds now.</param>
    public static IReadOnlyList<Light> Lights(MigrationEvidence seen, bool refusalStands)
    {
        if (seen.Facts.PhoneNumberId is not null)
            return [.. Enum.GetValues<LightKey>().Select(key => key == LightKey.DestinationUsable ? Seen(key, seen) : Taken(key))];
        var refused = refusalStands ? seen.Facts.Refused : null;
        return [.. Enum.GetValues<LightKey>().Select(key => refused?.Light == key ? new Light(key, LightState.Red, On(key), refused.Text) : Seen(key, seen))];
    }

    private static Light Taken(LightKey key) => new(key, LightState.Green, On(key), "Meta has taken the number into its new account.");

    private static Light Seen(LightKey key, MigrationEvidence seen)
    {
        var (state, evidence) = key switch
        {
            LightKey.Destination => Destination(seen),
            LightKey.DestinationUsable => Usable(seen),
            LightKey.DestinationAccount => DestinationAccount(seen.Destination),
            // Without a payment method of its own, a provider's credit line may pay.
            LightKey.Payment => seen.Destination?.FundingId is null ? (LightState.Unknown, null) : (LightState.Green, "a payment method is set"),
            LightKey.Webhooks => seen.Subscribed is null ? (LightState.Unknown, null) : Is(seen.Subscribed, "our app hears of the account", "our app does not hear of the account"),
            LightKey.SourceAccount => Known(seen.Origin?.ReviewStatus, "APPROVED"),
            LightKey.SameBusiness => SameBusiness(seen),
            LightKey.Registered => seen.Working is null ? (LightState.Unknown, null) : Is(seen.Working.IsRegistered, seen.Working.Status, seen.Working.Status),
            LightKey.NumberKind => Live(seen),
            LightKey.BusinessApp => Off(seen.Working?.IsOnBizApp, "the number is in use with the Business app"),
            LightKey.DisplayName => DisplayName(seen.Working),
            LightKey.TwoStep => Off(seen.Working?.IsPinEnabled, "Meta shows two-step verification as on"),
            _ => (LightState.Unknown, null),
        };
        return new Light(key, state, On(key), evidence);
    }

    /// <summary>Who can change a condition.</summary>
    private static string On(LightKey key) => key switch
    {
        LightKey.Payment or LightKey.Webhooks => "operator",
        LightKey.SourceAccount => "meta",
        _ => "customer",
    };

    private static (LightState State, string? Evidence) Destination(MigrationEvidence seen) => seen switch
    {
        { Facts.WabaId: null } or { IsAnothers: true } => (LightState.Unknown, null),
        { Destination: null } => (LightState.Red, $"Meta does not show us the account {seen.Facts.WabaId}"),
        _ => (LightState.Green, seen.Destination.Id),
    };

    private static (LightState State, string? Evidence) Usable(MigrationEvidence seen) => seen switch
    {
        { IsAnothers: true } => (LightState.Red, $"the account {seen.Facts.WabaId} cannot be used"),
        { Facts: { WabaId: null, Barred: { } waba } } => (LightState.Red, $"the account {waba} cannot be used"),
        { Facts.WabaId: null } => (LightState.Unknown, null),
        _ => (LightState.Green, null),
    };

    private static (LightState State, string? Evidence) DestinationAccount(MetaAccount? destination) => destination switch
    {
        null => (LightState.Unknown, null),
        { ReviewStatus: not (null or "APPROVED") } => (LightState.Red, $"its review: {destination.ReviewStatus}"),
        { BusinessVerification: not (null or "verified") } => (LightState.Red, $"its business: {destination.BusinessVerification}"),
        { ReviewStatus: null } or { BusinessVerification: null } => (LightState.Unknown, null),
        _ => (LightState.Green, "approved, and its business is verified"),
    };

    private static (LightState State, string? Evidence) SameBusiness(MigrationEvidence seen) =>
        seen is { Origin.OwnerId: { } from, Destination.OwnerId: { } to }
            ? Is(from == to, "both belong to the same business", "they belong to different businesses")
            : (LightState.Unknown, null);

    private static (LightState State, string? Evidence) Live(MigrationEvidence seen) => seen.Working?.AccountMode switch
    {
        null => (LightState.Unknown, null),
        "SANDBOX" => (LightState.Red, "it is one of Meta's test numbers"),
        var mode => (LightState.Green, mode),
    };

    private static (LightState State, string? Evidence) DisplayName(MetaNumber? working) => working switch
    {
        null or { NameStatus: null } => (LightState.Unknown, null),
        { NewNameStatus: not (null or "NONE" or "APPROVED") } => (LightState.Red, $"a change of the name is under way: {working.NewNameStatus}"),
        { NameStatus: "APPROVED" or "AVAILABLE_WITHOUT_REVIEW" } => (LightState.Green, working.VerifiedName),
        _ => (LightState.Red, $"the name: {working.NameStatus}"),
    };

    private static (LightState State, string? Evidence) Known(string? value, string wanted) =>
        value is null ? (LightState.Unknown, null) : Is(value == wanted, value, value);

    private static (LightState State, string? Evidence) Off(bool? isOn, string words) =>
        isOn is null ? (LightState.Unknown, null) : Is(!isOn, null, words);

    private static (LightState State, string? Evidence) Is(bool? good, string? yes, string? no) =>
        good == true ? (LightState.Green, yes) : (LightState.Red, no);
}
