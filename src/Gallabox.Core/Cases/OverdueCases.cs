using Gallabox.Core.Orchestration;

namespace Gallabox.Core.Cases;

/// <summary>
/// Open cases whose time has come and gone without their flow going on: a lost timer, a lost start, a host that was down. A nudge
/// makes the flow look again, which is harmless when nothing was lost.
/// </summary>
public sealed class OverdueCases(CaseStore cases, IOrchestrationClient flows, TimeProvider time)
{
    private const int Page = 200;

    /// <summary>Nudges each, and answers which they were.</summary>
    /// <param name="grace">How much later than <c>waitsFor.until</c> is overdue.</param>
    public async Task<IReadOnlyList<Case>> NudgeAsync(TimeSpan grace, CancellationToken cancellation)
    {
        var late = new List<Case>();
        var limit = time.GetUtcNow() - grace;
        foreach (var state in Enum.GetValues<CaseState>().Where(state => !CaseTransitions.IsEnd(state)))
            await foreach (var waiting in ListAsync(new CaseFilter(State: state), cancellation))
            {
                if (waiting.WaitsFor?.Until is not { } until || until > limit)
                    continue;
                await flows.RaiseAsync(waiting.Id, CaseSteps.Nudge, cancellation);
                Telemetry.Overdue(waiting);
                late.Add(waiting);
            }

        return late;
    }

    private async IAsyncEnumerable<Case> ListAsync(
        CaseFilter filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        string? after = null;
        do
        {
            (var page, after) = await cases.ListAsync(filter, after, Page, cancellation);
            foreach (var found in page)
                yield return found;
        }
        while (after is not null);
    }
}
