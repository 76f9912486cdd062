using Azure.Messaging.ServiceBus;
using Gallabox.Functions.Durable;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Gallabox.Functions.Queue;

/// <summary>
/// Work from Service Bus, a batch of one session at a time. Each message is settled for itself, so one that fails holds up no other.
/// </summary>
public sealed class ServiceBusTriggers
{
    private readonly WorkPump pump;
    private readonly DurableClients clients;

    public ServiceBusTriggers(IServiceProvider services, DurableClients clients) =>
        (pump, this.clients) = ((WorkPump)services.GetService(typeof(WorkPump))!, clients);

    [Function("WorkFromServiceBus")]
    public async Task WorkAsync(
        [ServiceBusTrigger("%Gallabox:QueueName%", Connection = "ServiceBus", IsSessionsEnabled = true, IsBatched = true, AutoCompleteMessages = false)]
        ServiceBusReceivedMessage[] messages, ServiceBusMessageActions settle, [DurableClient] DurableTaskClient flows, CancellationToken stop)
    {
        clients.Use(flows);
        foreach (var message in messages)
        {
            await pump.HandleAsync(ServiceBusWorkQueue.Read(message), stop);
            await settle.CompleteMessageAsync(message, stop);
        }
    }

    [Function("DeadLettersFromServiceBus")]
    public async Task BuryAsync(
        [ServiceBusTrigger("%Gallabox:QueueName%/$DeadLetterQueue", Connection = "ServiceBus", IsBatched = true, AutoCompleteMessages = false)]
        ServiceBusReceivedMessage[] messages, ServiceBusMessageActions settle, CancellationToken stop)
    {
        foreach (var message in messages)
        {
            await pump.BuryAsync(ServiceBusWorkQueue.Read(message), message.DeadLetterReason ?? "Its handler never came to an end.", stop);
            await settle.CompleteMessageAsync(message, stop);
        }
    }
}
