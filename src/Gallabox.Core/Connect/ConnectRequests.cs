using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Core.Numbers;
using Gallabox.Core.Orchestration;
using Gallabox.Core.Tables;

namespace Gallabox.Core.Connect;

/// <summary>What came of pressing the button.</summary>
public abstract record ConnectOpening
{
    /// <summary>The case of this link: opened now, or before.</summary>
    public sealed record Opened(Case Case) : ConnectOpening;

    public sealed record NotANumber : ConnectOpening;

    /// <summary>The number is this account's and works.</summary>
    public sealed record AlreadyConnected : ConnectOpening;

    /// <summary>Another request of this account about the number is under way.</summary>
    public sealed record Busy(Case Case) : ConnectOpening;

    /// <summary>Somebody else's, in whatever way; never said how.</summary>
    public sealed record NotHere : ConnectOpening;
}

/// <summary>Opens connection cases: one for each link, one for each number.</summary>
public sealed class ConnectRequests(
    CaseStore cases, CaseIndex index, NumberStore numbers, ITableStore tables, IOrchestrationClient flows, TimeProvider time)
{
    private const string Table = "connect";

    /// <summary>The case that a link shows: the one that it was made for, or has opened; null: none yet.</summary>
    public async Task<Case?> CaseOfAsync(ConnectInvite invite, CancellationToken cancellation)
    {
        var id = invite.CaseId ?? (await tables.FindAsync<Used>(Table, "invite", invite.Nonce, cancellation))?.Value.CaseId;
        return id is not null && await cases.FindAsync(id, cancellation) is { } found && found.AccountId == invite.AccountId ? found : null;
    }

    /// <summary>Opens the case of a link for a number. Safe to run again; a used link shows its own case, whatever number is entered.</summary>
    /// <param name="phone">As the customer wrote it, with or without its country.</param>
    /// <param name="partnerChange">The customer's numbers are with another partner of 360dialog.</param>
    public async Task<ConnectOpening> OpenAsync(ConnectInvite invite, Account account, string phone, bool partnerChange, CancellationToken cancellation)
    {
        if (await CaseOfAsync(invite, cancellation) is { } used)
            return await StartedAsync(used, cancellation);
        if (PhoneText.Read(phone, account.Region) is not { } number)
            return new ConnectOpening.NotANumber();
        if (await RefusalAsync(number, account.Id, cancellation) is { } refusal)
            return refusal;
        var id = CaseId.Derive(CaseKind.Connection, $"{invite.Nonce}\n{number.E164}");
        await tables.UpsertAsync(Table, "invite", invite.Nonce, new Used(id), cancellation);
        var facts = new ConnectFacts { Address = invite.Address, PartnerChange = partnerChange, WaitingSince = time.GetUtcNow() };
        var opened = await OpenAsync(id, number, account.Id, facts, "The customer pressed \"Connect by Yourself\".", cancellation);
        return opened is { } stands ? new ConnectOpening.Opened(stands) : await HolderAsync(number, account.Id, cancellation);
    }

    /// <summary>Opens a case for another number of the same customer. Safe to run again for the same origin.</summary>
    /// <returns>Null where the number has an open case, or is another's.</returns>
    public async Task<Case?> OpenForAsync(string origin, PhoneNumber phone, string accountId, ConnectFacts facts, string words, CancellationToken cancellation) =>
        Number.IsHeldByAnother(await numbers.FindAsync(phone, cancellation), accountId)
            ? null
            : await OpenAsync(CaseId.Derive(CaseKind.Connection, $"{origin}\n{phone.E164}"), phone, accountId, facts, words, cancellation);

    private async Task<Case?> OpenAsync(string id, PhoneNumber phone, string accountId, ConnectFacts facts, string words, CancellationToken cancellation)
    {
        var opened = new Case { Id = id, Kind = CaseKind.Connection, Phone = phone, AccountId = accountId, State = CaseState.AwaitingSignup };
        if (await cases.OpenAsync(opened, facts, new TimelineEntry(time.GetUtcNow(), "customer:" + facts.Address, "opened", words), cancellation) != id)
            return null;
        await StartAsync(id, cancellation);
        return await cases.FindAsync(id, cancellation);
    }

    /// <summary>A case whose flow's first start may have been lost; a second one changes nothing.</summary>
    private async Task<ConnectOpening> StartedAsync(Case used, CancellationToken cancellation)
    {
        if (used.Open)
            await StartAsync(used.Id, cancellation);
        return new ConnectOpening.Opened(used);
    }

    private Task StartAsync(string id, CancellationToken cancellation) =>
        flows.StartAsync(ConnectFlow.Orchestrator, id, new ConnectInput(id, ConnectStage.Following), cancellation);

    private async Task<ConnectOpening?> RefusalAsync(PhoneNumber phone, string accountId, CancellationToken cancellation)
    {
        var number = await numbers.FindAsync(phone, cancellation);
        if (Number.IsHeldByAnother(number, accountId))
            return new ConnectOpening.NotHere();
        if (await index.ClaimantAsync(phone, cancellation) is { } holder && await cases.FindAsync(holder, cancellation) is { Open: true } open)
            return await HolderAsync(open, accountId);
        return number is { State: NumberState.Connected or NumberState.Restricted or NumberState.Banned } ? new ConnectOpening.AlreadyConnected() : null;
    }

    private async Task<ConnectOpening> HolderAsync(PhoneNumber phone, string accountId, CancellationToken cancellation) =>
        await index.ClaimantAsync(phone, cancellation) is { } holder && await cases.FindAsync(holder, cancellation) is { } open
            ? await HolderAsync(open, accountId)
            : throw new TransientFailureException("connect:raced", "Another request about the number has just ended.");

    /// <summary>The same number twice: the customer's own connection is shown, another's is not spoken of.</summary>
    private static Task<ConnectOpening> HolderAsync(Case open, string accountId) => Task.FromResult<ConnectOpening>(
        open.AccountId != accountId ? new ConnectOpening.NotHere()
        : open.Kind == CaseKind.Connection ? new ConnectOpening.Opened(open)
        : new ConnectOpening.Busy(open));

    private sealed record Used(string CaseId);
}
