using Gallabox.Core.Cases;
using Gallabox.Core.Migration;
using Gallabox.Core.Numbers;
using Gallabox.Core.Orchestration;

namespace Gallabox.Core.Deletion;

/// <summary>The ways out: deleted, or not.</summary>
public sealed class DeletionClosing(
    DeletionFile file, CaseIndex index, NumberStore numbers, MigrationPins pins, RemovalLetters removal, EndingLetters endings)
{
    /// <summary>The number is gone: it ends here too, its PIN opens nothing any more, and the customer gets the receipt with the advice on its reuse.</summary>
    public async Task<Done> CompleteAsync(CaseRef on, CancellationToken cancellation)
    {
        var evidence = await file.ReadAsync(on, cancellation);
        await numbers.ChangeAsync(evidence.Case.Phone, today => today with
        {
            State = NumberState.Deleted,
            Holds = [.. today.Holds.Where(hold => hold.By != on.CaseId)],
            Identities = [.. today.Identities.Select(identity => identity.Until is null ? identity with { Until = file.Now } : identity)],
        }, cancellation);
        await pins.ForgetAsync(evidence.Case.Phone, null, cancellation);
        await removal.TellCompletedAsync(evidence, cancellation);
        await file.ChangeAsync(on, today => today.Case.State == CaseState.Completed ? null : new(
            today.Case with { State = CaseState.Completed, WaitsFor = null },
            today.Facts,
            file.Entry("system", "completed", "The number is deleted, and the customer knows how to use it again.")), cancellation);
        return await ReleaseAsync(evidence, cancellation);
    }

    /// <summary>Lifts this case's hold, whatever happened before; other holds stay.</summary>
    public async Task<Done> ResumeAsync(CaseRef on, CancellationToken cancellation)
    {
        var evidence = await file.ReadAsync(on, cancellation);
        var number = await numbers.ReleaseAsync(evidence.Case.Phone, on.CaseId, cancellation);
        await file.ChangeAsync(on, today => !today.Facts.Paused ? null : new(
            today.Case, today.Facts with { Paused = false },
            file.Entry("system", "resumed", number.Paused
                ? "This case no longer pauses the number; another hold still does."
                : "Messages to and from the number flow again.")), cancellation);
        return Done.Instance;
    }

    /// <summary>Tells the customer, ends the case, and frees the number for another one.</summary>
    public async Task<Done> CloseAsync(CaseRef on, CancellationToken cancellation)
    {
        var evidence = await file.ReadAsync(on, cancellation);
        var ending = evidence.Case.Ending ?? throw new InvalidOperationException($"{on.CaseId} is closed without an ending.");
        await endings.TellAsync(evidence, ending, cancellation);
        await file.ChangeAsync(on, today => !today.Case.Open ? null : new(
            today.Case with { State = ending.State, WaitsFor = null, ScheduledFor = null, AttentionFrom = null },
            today.Facts,
            file.Entry(ending.By, Wire.Name(ending.State), ending.Why.Length > 0 ? ending.Why : "The request was taken back.")), cancellation);
        return await ReleaseAsync(evidence, cancellation);
    }

    private async Task<Done> ReleaseAsync(DeletionEvidence evidence, CancellationToken cancellation)
    {
        await index.ReleaseAsync(evidence.Case, cancellation);
        return Done.Instance;
    }
}
