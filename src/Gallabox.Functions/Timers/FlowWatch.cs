using Gallabox.Core.Cases;
using Gallabox.Core.Connect;
using Gallabox.Core.Orchestration;
using Gallabox.Core.TwoStep;
using Gallabox.Functions.Durable;
using Gallabox.Functions.Start;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gallabox.Functions.Timers;

/// <summary>
/// Sees that the flows that run for ever run, nudges the flows of cases that should have gone on, and tells of flows that failed: an
/// alert reads both.
/// </summary>
internal sealed class FlowWatch(
    OverdueCases overdue, IOrchestrationClient flows, DurableClients clients, IOptions<AzureOptions> options, ILogger<FlowWatch> log)
{
    private const int MaxNamed = 100;

    public async Task RunAsync(CancellationToken stop)
    {
        await flows.StartAsync(ComparisonFlow.Orchestrator, ComparisonFlow.InstanceId, Done.Instance, stop);
        await flows.StartAsync(TwoStepFlow.Orchestrator, TwoStepFlow.InstanceId, new TwoStepRound(), stop);
        foreach (var late in await overdue.NudgeAsync(options.Value.OverdueAfter, stop))
            log.LogError("Flow {Case} is overdue: it waited for {What} until {Until}. It was nudged.", late.Id, late.WaitsFor!.What, late.WaitsFor.Until);
        var named = 0;
        await foreach (var failed in clients.Client.GetAllInstancesAsync(new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Failed])))
        {
            log.LogError("Flow {Case} ({Flow}) has failed and stands still.", failed.InstanceId, failed.Name);
            if (++named == MaxNamed)
                return;
        }
    }
}
