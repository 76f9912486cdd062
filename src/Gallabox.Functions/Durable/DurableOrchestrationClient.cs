using DurableTask.Core.Exceptions;
using Gallabox.Core;
using Gallabox.Core.Orchestration;
using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Gallabox.Functions.Durable;

/// <summary>Starts and nudges flows in Durable Functions.</summary>
internal sealed class DurableOrchestrationClient(DurableClients clients) : IOrchestrationClient
{
    public async Task StartAsync<TInput>(
        Orchestrator<TInput> orchestrator, string instanceId, TInput input, CancellationToken cancellation)
    {
        // Without this list a finished instance would be replaced, which would run its flow again.
        var once = new StartOrchestrationOptions(instanceId).WithDedupeStatuses([.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses]);
        try
        {
            var named = FlowInput.Of(orchestrator.Version, input);
            await clients.Client.ScheduleNewOrchestrationInstanceAsync(orchestrator.Name, named, once, cancellation);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // Started before: nothing to do.
        }
    }

    public async Task RaiseAsync(string instanceId, string eventName, CancellationToken cancellation)
    {
        try
        {
            await clients.Client.RaiseEventAsync(instanceId, eventName, null, cancellation);
        }
        catch (RpcException refused) when (refused.StatusCode is StatusCode.NotFound or StatusCode.FailedPrecondition)
        {
            // Unknown or finished: a nudge has nobody to wake.
        }
    }

    public async Task<OrchestrationState?> FindAsync(string instanceId, CancellationToken cancellation) =>
        await clients.Client.GetInstanceAsync(instanceId, getInputsAndOutputs: true, cancellation) is { } found ? State(found) : null;

    private static OrchestrationState State(OrchestrationMetadata found) => new(
        found.InstanceId, found.Name, Version(found), Status(found.RuntimeStatus), found.ReadCustomStatusAs<string>(),
        found.FailureDetails?.ErrorMessage, WaitsFor: null, found.CreatedAt, found.LastUpdatedAt);

    private static string Version(OrchestrationMetadata found) =>
        found.SerializedInput is { } input ? Wire.FromBytes<FlowInput>(System.Text.Encoding.UTF8.GetBytes(input)).Version : "";

    private static OrchestrationStatus Status(OrchestrationRuntimeStatus status) => status switch
    {
        OrchestrationRuntimeStatus.Completed => OrchestrationStatus.Completed,
        OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated => OrchestrationStatus.Failed,
        OrchestrationRuntimeStatus.Suspended => OrchestrationStatus.Parked,
        _ => OrchestrationStatus.Running,
    };
}
