using Azure.Messaging.ServiceBus;
using Azure.Storage.Queues;
using Gallabox.Core.Secrets;
using Gallabox.Functions.Durable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gallabox.Functions.Start;

/// <summary>What <c>/health/ready</c> asks of this host's own dependencies; the store is asked on both hosts.</summary>
internal static class DependencyChecks
{
    private static readonly TimeSpan limit = TimeSpan.FromSeconds(5);

    public static void AddDependencyChecks(this IServiceCollection services) => services.AddHealthChecks()
        .AddCheck<QueueCheck>("queue", timeout: limit)
        .AddCheck<SecretsCheck>("secrets", timeout: limit)
        .AddCheck<FlowsCheck>("flows", timeout: limit);

    /// <summary>Whether the queue takes work.</summary>
    private sealed class QueueCheck(IServiceProvider services, Microsoft.Extensions.Options.IOptions<AzureOptions> options) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            if (options.Value.Queue == QueueKind.Storage)
                await services.GetRequiredService<QueueServiceClient>().GetQueueClient(options.Value.QueueName).ExistsAsync(cancellationToken);
            else
                await services.GetRequiredService<ServiceBusSender>().CreateMessageBatchAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
    }

    /// <summary>Whether secrets can be read.</summary>
    private sealed class SecretsCheck(ISecretStore secrets) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            await secrets.FindAsync("health", cancellationToken);
            return HealthCheckResult.Healthy();
        }
    }

    /// <summary>Whether Durable answers. The health function hands over its binding, so the client is there.</summary>
    private sealed class FlowsCheck(DurableClients clients) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            await clients.Client.GetInstanceAsync("health", cancellationToken);
            return HealthCheckResult.Healthy();
        }
    }
}
