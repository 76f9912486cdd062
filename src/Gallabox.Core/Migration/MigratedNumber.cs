using Gallabox.Core.Cases;
using Gallabox.Core.Metering;
using Gallabox.Core.Numbers;
using Gallabox.Core.Providers;

namespace Gallabox.Core.Migration;

/// <summary>
/// What a migration makes of our record of a number: pure. The new identity is known before the number is registered under it, since
/// messages come at once; the old ones stay as history, so webhooks that still name them find the number, and its counters go on.
/// </summary>
public static class MigratedNumber
{
    /// <param name="owner">The business portfolio of the destination; null: not known.</param>
    public static Number Begun(CaseFile<MigrationFacts> file, Number? before, string? owner, DateTimeOffset now)
    {
        var mine = before?.AccountId == file.Case.AccountId ? before : null;
        var known = before?.Identities ?? Origin(file.Facts, file.Case.CreatedAt, now);
        return (mine ?? new Number { Phone = file.Case.Phone, AccountId = file.Case.AccountId, Provider = ProviderNames.Meta }) with
        {
            State = NumberState.Migrating,
            BannedAt = before?.BannedAt,
            Identities = known.Any(each => IsNew(each, file.Facts))
                ? [.. known.Select(each => IsNew(each, file.Facts) ? each with { Until = null } : each)]
                : [.. known, new ProviderIdentity(ProviderNames.Meta, Ids(file.Facts, owner), now)],
        };
    }

    /// <summary>Meta refused: the number is what it was, and whose it was.</summary>
    public static Number Undone(Number today, Number before, MigrationFacts facts, DateTimeOffset now) => today with
    {
        State = before.State,
        AccountId = before.AccountId,
        Provider = before.Provider,
        Identities = [.. today.Identities.Select(each => IsNew(each, facts) ? each with { Until = now } : each)],
    };

    /// <summary>Meta shows the number under its new account: the identities before are history.</summary>
    public static Number Registered(Number today, MigrationFacts facts, DateTimeOffset now) => today with
    {
        Provider = ProviderNames.Meta,
        Identities = [.. today.Identities.Select(each => IsNew(each, facts) ? each with { Until = null } : each with { Until = each.Until ?? now })],
    };

    /// <summary>Everything was read back: messages flow.</summary>
    public static Number Completed(Number today, MetaNumber? read, DateTimeOffset now) => (today with
    {
        State = NumberState.Connected,
        Limit = LimitText.Read(read?.MessagingLimit, "Meta, read when the number was migrated") ?? today.Limit,
    }).SeeTwoStep(read?.IsPinEnabled, now);

    private static bool IsNew(ProviderIdentity each, MigrationFacts facts) =>
        each.Provider == ProviderNames.Meta && each.Ids.GetValueOrDefault("phoneNumberId") == facts.PhoneNumberId;

    /// <summary>A number that comes from elsewhere has a past, as far as we were told of it.</summary>
    private static List<ProviderIdentity> Origin(MigrationFacts facts, DateTimeOffset from, DateTimeOffset until) => facts.Source.WabaId is { } waba
        ? [new ProviderIdentity(ProviderNames.Meta, new Dictionary<string, string> { ["wabaId"] = waba, ["through"] = facts.Source.Provider }, from, until)]
        : [];

    private static Dictionary<string, string> Ids(MigrationFacts facts, string? owner)
    {
        var ids = new Dictionary<string, string> { ["phoneNumberId"] = facts.PhoneNumberId!, ["wabaId"] = facts.WabaId! };
        if (owner is not null)
            ids["portfolioId"] = owner;
        return ids;
    }
}
