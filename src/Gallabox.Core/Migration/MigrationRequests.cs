using System.Globalization;
using Gallabox.Core.Accounts;
using Gallabox.Core.Adapters.Meta;
using Gallabox.Core.Cases;
using Gallabox.Core.Numbers;
using Gallabox.Core.Orchestration;
using Gallabox.Core.Providers;
using Gallabox.Core.Tables;
using Microsoft.Extensions.Options;

namespace Gallabox.Core.Migration;

/// <summary>What came of a filled form.</summary>
public abstract record MigrationOpening
{
    /// <summary>The case: opened now, or by the same link before.</summary>
    public sealed record Opened(Case Case) : MigrationOpening;

    /// <param name="Fields">By the field's name, what is wrong with it.</param>
    public sealed record Invalid(IReadOnlyDictionary<string, string> Fields) : MigrationOpening;

    /// <summary>The number is in that account already, and is ours.</summary>
    public sealed record AlreadyThere : MigrationOpening;

    /// <summary>Another request of this account about the number is under way.</summary>
    public sealed record Busy(Case Case) : MigrationOpening;

    /// <summary>The link has opened, or is opening, the case of another number.</summary>
    public sealed record Used : MigrationOpening;

    /// <summary>Somebody else's, in whatever way; never said how.</summary>
    public sealed record NotHere : MigrationOpening;
}

/// <summary>Opens migration cases: one for each link, one for each number.</summary>
public sealed class MigrationRequests(
    CaseStore cases, CaseIndex index, NumberStore numbers, ITableStore tables, IOrchestrationClient flows, IOptionsMonitor<MetaOptions> meta, TimeProvider time)
{
    private const string Table = "migration";

    /// <summary>What can be offered: the ways that need a setting of ours are there when it is set.</summary>
    public IReadOnlySet<MigrationPath> Ways
    {
        get
        {
            var ways = new HashSet<MigrationPath> { MigrationPath.Account };
            if (meta.CurrentValue.SignupConfigId.Length > 0)
                ways.Add(MigrationPath.EmbeddedSignup);
            if (meta.CurrentValue.SolutionId.Length > 0)
                ways.Add(MigrationPath.Solution);
            return ways;
        }
    }

    /// <summary>The case that a link has opened; null: none yet.</summary>
    public async Task<Case?> CaseOfAsync(MigrationInvite invite, CancellationToken cancellation) =>
        await tables.FindAsync<Claim>(Table, "invite", invite.Nonce, cancellation) is { } used
            && await cases.FindAsync(used.Value.CaseId, cancellation) is { } found && found.AccountId == invite.AccountId
            ? found
            : null;

    /// <summary>
    /// Opens the case of a link. The first number that is entered claims the link, by the id of its case, before the case is there; so the same
    /// number again finishes what was interrupted, and leads to its case afterwards. No other number is opened with it.
    /// </summary>
    public async Task<MigrationOpening> OpenAsync(MigrationInvite invite, Account account, MigrationForm form, CancellationToken cancellation)
    {
        if (await CaseOfAsync(invite, cancellation) is not { } used)
            return await OpenAsync(form, account, invite.Address, "customer:" + invite.Address, invite.Nonce, id => ClaimAsync(invite, id, cancellation), cancellation);
        return CheckedForm.Read(form.Phone, account) is { } other && other != used.Phone ? new MigrationOpening.Used() : await StartedAsync(used.Id, cancellation);
    }

    /// <summary>Opens a case for an account, as its product specialist does. A number has one open case, so a second call changes nothing.</summary>
    /// <param name="address">The registered address that is told everything.</param>
    /// <param name="by">Who opens it, such as <c>operator:asha</c>.</param>
    public Task<MigrationOpening> OpenForAsync(MigrationForm form, Account account, string address, string by, CancellationToken cancellation) =>
        OpenAsync(form, account, address, by, time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture), null, cancellation);

    /// <param name="claim">Of a link, for the case of that id; null: without one, an open case of the number is always in the way.</param>
    private async Task<MigrationOpening> OpenAsync(
        MigrationForm form, Account account, string address, string by, string origin, Func<string, Task<bool>>? claim, CancellationToken cancellation)
    {
        var read = CheckedForm.Of(form, account, address, Ways, time.GetUtcNow());
        if (read.Facts is not { } facts)
            return new MigrationOpening.Invalid(read.Problems);
        var id = CaseId.Derive(CaseKind.Migration, $"{account.Id}\n{origin}\n{read.Phone.E164}");
        if (await RefusalAsync(claim is null ? null : id, read.Phone, facts, account.Id, cancellation) is { } refusal)
            return refusal;
        if (claim is not null && !await claim(id))
            return new MigrationOpening.Used();
        var opened = new Case { Id = id, Kind = CaseKind.Migration, Phone = read.Phone, AccountId = account.Id, State = CaseState.InReview };
        var words = $"The number shall move from {facts.Source.Provider} to Gallabox ({Wire.Name(facts.Path).Replace('_', ' ')}).";
        var holder = await cases.OpenAsync(opened, facts, new TimelineEntry(time.GetUtcNow(), by, "opened", words), cancellation);
        if (holder != id)
            return await HolderAsync(holder, account.Id, cancellation);
        return await StartedAsync(id, cancellation);
    }

    /// <summary>Insert-only, so that of two numbers at once only one has the link. False: another number has it.</summary>
    private async Task<bool> ClaimAsync(MigrationInvite invite, string id, CancellationToken cancellation) =>
        await tables.TryInsertAsync(Table, "invite", invite.Nonce, new Claim(id), cancellation)
        || await tables.FindAsync<Claim>(Table, "invite", invite.Nonce, cancellation) is { } first && first.Value.CaseId == id;

    /// <summary>The flow of a case, whose first start may have been lost; a second one changes nothing.</summary>
    private async Task<MigrationOpening> StartedAsync(string id, CancellationToken cancellation)
    {
        await flows.StartAsync(MigrationFlow.Orchestrator, id, new MigrationInput(id, MigrationStage.Rehearsal), cancellation);
        return new MigrationOpening.Opened((await cases.FindAsync(id, cancellation))!);
    }

    private async Task<MigrationOpening?> RefusalAsync(
        string? own, PhoneNumber phone, MigrationFacts facts, string accountId, CancellationToken cancellation)
    {
        var number = await numbers.FindAsync(phone, cancellation);
        if (Number.IsHeldByAnother(number, accountId))
            return new MigrationOpening.NotHere();
        foreach (var (field, named) in new[] { ("destinationWabaId", facts.WabaId), ("sourceWabaId", facts.Source.WabaId) })
            if (named is not null && await numbers.IsAnothersAsync(named, accountId, cancellation))
                return new MigrationOpening.Invalid(new Dictionary<string, string> { [field] = "This account cannot be used here. If it is yours, write to our team." });
        if (await index.ClaimantAsync(phone, cancellation) is { } holder && holder != own && await cases.FindAsync(holder, cancellation) is { Open: true })
            return await HolderAsync(holder, accountId, cancellation);
        var isThere = facts.WabaId is { } waba && number?.At(ProviderNames.Meta)?.Ids.GetValueOrDefault("wabaId") == waba
            && number.State is NumberState.Connected or NumberState.Restricted;
        return isThere ? new MigrationOpening.AlreadyThere() : null;
    }

    private async Task<MigrationOpening> HolderAsync(string holder, string accountId, CancellationToken cancellation)
    {
        if (await cases.FindAsync(holder, cancellation) is not { } open || open.AccountId != accountId)
            return new MigrationOpening.NotHere();
        if (open.Kind == CaseKind.Migration)
            await StartedAsync(holder, cancellation);
        return new MigrationOpening.Busy(open);
    }

    /// <param name="CaseId">Derived from the link and the number, so it names both.</param>
    private sealed record Claim(string CaseId);
}
