using Azure.Core;
using Azure.Messaging.ServiceBus;
using Azure.Storage.Queues;
using Gallabox.Core.Queue;
using Gallabox.Core.Webhooks;
using Gallabox.Functions.Start;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gallabox.Functions.Queue;

internal static class QueueRegistration
{
    private const string Namespace = "ServiceBus:fullyQualifiedNamespace";

    /// <summary>The chosen queue as <see cref="IWorkQueue"/> and <see cref="IEventSink"/>, its dead letters, and what works on its messages.</summary>
    public static IServiceCollection AddWorkQueue(this IServiceCollection services, AzureOptions options, IConfiguration configuration)
    {
        if (options.Queue == QueueKind.ServiceBus)
            services.AddSingleton(provider => new ServiceBusClient(Address(configuration), provider.GetRequiredService<TokenCredential>()))
                .AddSingleton(provider => provider.GetRequiredService<ServiceBusClient>().CreateSender(options.QueueName))
                .AddSingleton<IWorkRoad, ServiceBusWorkQueue>();
        else
            services.AddSingleton(provider => provider.GetRequiredService<QueueServiceClient>().GetQueueClient(options.QueueName))
                .AddSingleton<StorageWorkQueue>()
                .AddSingleton<IWorkRoad>(provider => provider.GetRequiredService<StorageWorkQueue>());
        return services
            .AddSingleton<IWorkQueue, RoadWorkQueue>()
            .AddSingleton<TableDeadLetters>()
            .AddSingleton<IDeadLetters>(provider => provider.GetRequiredService<TableDeadLetters>())
            .AddSingleton<WorkPump>()
            .AddSingleton<IEventSink>(provider => provider.GetRequiredService<QueueEventSink>());
    }

    private static string Address(IConfiguration configuration) => configuration[Namespace] is { Length: > 0 } address
        ? address
        : throw new InvalidOperationException("Set ServiceBus__fullyQualifiedNamespace, or Gallabox__Queue to Storage.");
}
