using Gallabox.Core.Cases;
using Gallabox.Core.Orchestration;

namespace Gallabox.Core.TwoStep;

/// <summary>Hears that something happened to a number's two-step verification. Nothing follows from the words: the number is looked at soon.</summary>
public sealed class TwoStepNews(PendingLooks pending, IOrchestrationClient flows, TimeProvider time)
{
    public async Task HearAsync(PhoneNumber phone, CancellationToken cancellation)
    {
        await pending.AddAsync(phone, time.GetUtcNow(), 0, null, cancellation);
        await flows.RaiseAsync(TwoStepFlow.InstanceId, CaseSteps.Nudge, cancellation);
    }
}
