using Gallabox.Functions.Durable;
using Gallabox.Functions.Start;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gallabox.Functions.Timers;

/// <summary>Deletes the histories of flows that are over and were started long ago. Cases and their timelines stay.</summary>
internal sealed class HistoryPurge(DurableClients clients, IOptions<AzureOptions> options, TimeProvider time, ILogger<HistoryPurge> log)
{
    public async Task RunAsync(CancellationToken stop)
    {
        var before = time.GetUtcNow() - options.Value.KeepHistories;
        var over = new PurgeInstancesFilter(CreatedTo: before, Statuses: [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Terminated]);
        var purged = await clients.Client.PurgeAllInstancesAsync(over, stop);
        log.LogInformation("{Count} histories from before {Before} were purged.", purged.PurgedInstanceCount, before);
    }
}
