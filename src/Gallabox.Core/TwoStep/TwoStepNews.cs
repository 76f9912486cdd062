using Gallabox.Core.Cases;
using Gallabox.Core.Orchestration;
using Gallabox.Core.Webhooks;

namespace Gallabox.Core.TwoStep;

/// <summary>
/// Hears that something happened to a number's two-step verification (facts 4.7). Nothing follows from the words: the number is put
/// down to be looked at, and the watch is woken.
/// </summary>
public sealed class TwoStepNews(PendingLooks pending, IOrchestrationClient flows, TimeProvider time) : IAccountEventListener
{
    public async Task HearAsync(AccountEvent told, CancellationToken cancellation)
    {
        if (told is not { Field: "security", Phone: { } phone })
            return;
        await pending.AddAsync(phone, time.GetUtcNow(), 0, null, cancellation);
        await flows.RaiseAsync(TwoStepFlow.InstanceId, CaseSteps.Nudge, cancellation);
    }
}
