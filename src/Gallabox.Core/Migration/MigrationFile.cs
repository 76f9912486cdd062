using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Core.Numbers;
using Gallabox.Core.Providers;
using Microsoft.Extensions.Options;

namespace Gallabox.Core.Migration;

/// <summary>The cases of migrations, with what their decisions look at.</summary>
public sealed class MigrationFile(
    CaseStore cases, AccountStore accounts, NumberStore numbers, IMetaGraph meta, IOptionsMonitor<MigrationOptions> options, TimeProvider time)
    : CaseBook<MigrationFacts>(cases, time)
{
    public MigrationOptions Rules => options.CurrentValue;

    /// <summary>The evidence without a look at Meta, for letters and pages.</summary>
    public async Task<MigrationEvidence> EvidenceAsync(CaseRef on, CancellationToken cancellation)
    {
        var file = await CaseAsync(on, cancellation);
        var account = await accounts.GetAsync(file.Case.AccountId, cancellation);
        var number = await numbers.FindAsync(file.Case.Phone, cancellation);
        return new MigrationEvidence(file.Case, file.Facts, account, number, null, null, null, null);
    }

    /// <summary>The evidence as it stands now at Meta, as far as we may see it.</summary>
    public async Task<MigrationEvidence> LookAsync(CaseRef on, CancellationToken cancellation)
    {
        var known = await EvidenceAsync(on, cancellation);
        var isAnothers = known.Facts.WabaId is { } named && await IsAnothersAsync(known.Case, named, cancellation);
        var destination = known.Facts.WabaId is { } waba && !isAnothers ? await meta.ReadAccountAsync(waba, cancellation) : null;
        bool? subscribed = destination is null ? null : await meta.IsSubscribedAsync(destination.Id, cancellation);
        var (origin, working) = await OriginAsync(known, cancellation);
        return known with { Destination = destination, Subscribed = subscribed, Origin = origin, Working = working, IsAnothers = isAnothers };
    }

    /// <summary>Whether another account of ours than the case's has numbers in that WABA: nothing is moved into it, and it is not looked at.</summary>
    public Task<bool> IsAnothersAsync(Case on, string waba, CancellationToken cancellation) => numbers.IsAnothersAsync(waba, on.AccountId, cancellation);

    /// <summary>Our app hears of the destination, or is made to. The undo is written down first. Safe to repeat.</summary>
    public async Task SubscribeAsync(CaseRef on, string waba, CancellationToken cancellation)
    {
        if (await meta.IsSubscribedAsync(waba, cancellation))
            return;
        await ChangeAsync(on, today => today.Facts.Subscribed.Contains(waba) ? null : new(
            today.Case, today.Facts with { Subscribed = [.. today.Facts.Subscribed, waba] }, null), cancellation);
        await meta.SubscribeAppAsync(waba, cancellation);
        if (!await meta.IsSubscribedAsync(waba, cancellation))
            throw new TransientFailureException("meta:not-subscribed", "Meta does not list our app on the account yet.");
        await RecordAsync(on, "app_subscribed", "meta", "Our app is subscribed to the destination account.", waba, cancellation);
    }

    /// <summary>The destination's portfolio. It is good to know, and no reason to stop.</summary>
    public async Task<string?> OwnerAsync(string waba, CancellationToken cancellation)
    {
        try
        {
            return (await meta.ReadAccountAsync(waba, cancellation))?.OwnerId;
        }
        catch (FailureException closed) when (closed.Kind != FailureKind.Transient)
        {
            return null;
        }
    }

    /// <summary>The number's record as it is during the cut-over. Safe to run again.</summary>
    public Task BeginNumberAsync(CaseFile<MigrationFacts> begun, string? owner, CancellationToken cancellation) => begun.Facts.Before is null
        ? numbers.SaveAsync(MigratedNumber.Begun(begun, null, owner, Now), cancellation)
        : numbers.ChangeAsync(begun.Case.Phone, today => MigratedNumber.Begun(begun, today, owner, Now), cancellation);

    /// <summary>The source is seldom ours to see (facts 1.4); what is closed to us stays unknown.</summary>
    private async Task<(MetaAccount? Origin, MetaNumber? Working)> OriginAsync(MigrationEvidence known, CancellationToken cancellation)
    {
        var waba = known.Facts.Source.WabaId ?? known.Number?.At(ProviderNames.Meta)?.Ids.GetValueOrDefault("wabaId");
        if (waba is null || waba == known.Facts.WabaId || await IsAnothersAsync(known.Case, waba, cancellation))
            return default;
        try
        {
            return await meta.ReadAccountAsync(waba, cancellation) is { } origin
                ? (origin, (await meta.ListNumbersAsync(waba, cancellation)).FirstOrDefault(number => number.Phone == known.Case.Phone))
                : default;
        }
        catch (FailureException closed) when (closed.Kind != FailureKind.Transient)
        {
            return default;
        }
    }
}
