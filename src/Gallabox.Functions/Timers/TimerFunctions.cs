using Gallabox.Core.Metering;
using Gallabox.Core.Webhooks;
using Gallabox.Functions.Durable;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Gallabox.Functions.Timers;

/// <summary>What the clock sets off. The host runs each in one instance only; times are UTC.</summary>
public sealed class TimerFunctions(IServiceProvider services, DurableClients clients)
{
    [Function("WatchFlows")]
    public Task WatchFlowsAsync([TimerTrigger("0 */10 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient flows, CancellationToken stop)
    {
        clients.Use(flows);
        return services.GetRequiredService<FlowWatch>().RunAsync(stop);
    }

    [Function("PurgeHistories")]
    public Task PurgeHistoriesAsync([TimerTrigger("0 20 3 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient flows, CancellationToken stop)
    {
        clients.Use(flows);
        return services.GetRequiredService<HistoryPurge>().RunAsync(stop);
    }

    [Function("CompareCounts")]
    public Task CompareCountsAsync([TimerTrigger("0 40 4 * * *")] TimerInfo timer, CancellationToken stop) =>
        services.GetRequiredService<DailyReconciliation>().RunAsync(stop);

    [Function("CountLateNumbers")]
    public Task CountLateNumbersAsync([TimerTrigger("30 */5 * * * *")] TimerInfo timer, CancellationToken stop) =>
        services.GetRequiredService<LateNumbers>().RunAsync(stop);

    [Function("ForgetOldEvents")]
    public Task ForgetOldEventsAsync([TimerTrigger("0 10 2 * * *")] TimerInfo timer, CancellationToken stop) =>
        services.GetRequiredService<UnroutedEvents>().ForgetAsync(stop);

    [Function("ForgetRawEvents")]
    public Task ForgetRawEventsAsync([TimerTrigger("0 30 2 * * *")] TimerInfo timer, CancellationToken stop) =>
        services.GetRequiredService<RawEventStore>().ForgetAsync(stop);
}
