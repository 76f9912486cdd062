using Gallabox.Functions.Durable;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Gallabox.Functions.Queue;

/// <summary>Work from the storage account's queue. The host takes batches (<c>batchSize</c> in host.json) and calls once a message.</summary>
public sealed class StorageTriggers
{
    private readonly WorkPump pump;
    private readonly StorageWorkQueue queue;
    private readonly DurableClients clients;

    public StorageTriggers(IServiceProvider services, DurableClients clients)
    {
        pump = (WorkPump)services.GetService(typeof(WorkPump))!;
        queue = (StorageWorkQueue)services.GetService(typeof(StorageWorkQueue))!;
        this.clients = clients;
    }

    [Function("WorkFromStorage")]
    public async Task WorkAsync([QueueTrigger("%Gallabox:QueueName%")] string message, [DurableClient] DurableTaskClient flows, CancellationToken stop)
    {
        clients.Use(flows);
        var work = await queue.ReadAsync(message, stop);
        await pump.HandleAsync(work, stop);
        await queue.ForgetAsync(work, stop);
    }

    /// <summary>What the host itself gave up on after <c>maxDequeueCount</c> deliveries.</summary>
    [Function("DeadLettersFromStorage")]
    public async Task BuryAsync([QueueTrigger("%Gallabox:QueueName%-poison")] string message, CancellationToken stop)
    {
        var work = await queue.ReadAsync(message, stop);
        await pump.BuryAsync(work, "Its handler never came to an end.", stop);
        await queue.ForgetAsync(work, stop);
    }
}
