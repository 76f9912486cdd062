using Gallabox.Core.Cases;
using Gallabox.Core.Orchestration;
using Gallabox.Core.Webhooks;

namespace Gallabox.Core.Migration;

/// <summary>
/// Hears of account events that may be about a migration under way: of its number, of its destination, or of a customer who has just let
/// us into an account. The moment is stored, and the flow that looks is woken; nothing follows from the words.
/// </summary>
public sealed class MigrationNews(CaseStore cases, CaseIndex index, IOrchestrationClient flows, TimeProvider time) : IAccountEventListener
{
    private const int Page = 200;

    public async Task HearAsync(AccountEvent told, CancellationToken cancellation)
    {
        if (told.Phone is { } phone && await index.ClaimantAsync(phone, cancellation) is { } caseId)
            await WakeAsync(caseId, _ => true, cancellation);
        if (told.Phone is null && told.Field is "account_update" or "account_review_update")
            foreach (var state in new[] { CaseState.InReview, CaseState.AwaitingTwoStepOff })
                await WakeAllAsync(state, told, cancellation);
    }

    /// <summary>Those that wait, and that it may be about: their destination, or one that is not known yet.</summary>
    private async Task WakeAllAsync(CaseState state, AccountEvent told, CancellationToken cancellation)
    {
        string? after = null;
        do
        {
            (var page, after) = await cases.ListAsync(new CaseFilter(State: state, Kind: CaseKind.Migration), after, Page, cancellation);
            foreach (var waiting in page)
                await WakeAsync(waiting.Id, facts => facts.WabaId == told.WabaId || facts.Source.WabaId == told.WabaId || facts.WabaId is null, cancellation);
        }
        while (after is not null);
    }

    private async Task WakeAsync(string caseId, Func<MigrationFacts, bool> concerns, CancellationToken cancellation)
    {
        if (await cases.FindAsync(caseId, cancellation) is not { Kind: CaseKind.Migration, Open: true })
            return;
        var now = time.GetUtcNow();
        var (_, heard) = await cases.ChangeAsync<MigrationFacts>(caseId, today => !today.Case.Open || !concerns(today.Facts) || today.Facts.HeardAt == now
            ? null
            : new(today.Case, today.Facts with { HeardAt = now }, null), cancellation);
        if (heard)
            await flows.RaiseAsync(caseId, CaseSteps.Nudge, cancellation);
    }
}
