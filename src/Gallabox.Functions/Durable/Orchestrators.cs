using Gallabox.Core.Orchestration;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Gallabox.Functions.Durable;

/// <summary>The flows of the catalog, each under its own name.</summary>
public sealed class Orchestrators(OrchestrationCatalog catalog)
{
    [Function("Deletion")]
    public Task DeletionAsync([OrchestrationTrigger] TaskOrchestrationContext context) => DurableOrchestration.RunAsync(context, catalog, "Deletion");

    [Function("Connect")]
    public Task ConnectAsync([OrchestrationTrigger] TaskOrchestrationContext context) => DurableOrchestration.RunAsync(context, catalog, "Connect");

    [Function("ConnectionComparison")]
    public Task ConnectionComparisonAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        DurableOrchestration.RunAsync(context, catalog, "ConnectionComparison");

    [Function("Migration")]
    public Task MigrationAsync([OrchestrationTrigger] TaskOrchestrationContext context) => DurableOrchestration.RunAsync(context, catalog, "Migration");

    [Function("TwoStepWatch")]
    public Task TwoStepWatchAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        DurableOrchestration.RunAsync(context, catalog, "TwoStepWatch");
}
