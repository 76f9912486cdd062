using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Gallabox.Functions.Durable;

/// <summary>The steps of a connection.</summary>
public sealed class ConnectActivities(StepRunner steps)
{
    [Function("FollowSignUp")]
    public Task<StepResult> FollowSignUpAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient flows, CancellationToken stop) =>
        steps.RunAsync("FollowSignUp", input, flows, stop);

    [Function("AwaitKeyTurn")]
    public Task<StepResult> AwaitKeyTurnAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient flows, CancellationToken stop) =>
        steps.RunAsync("AwaitKeyTurn", input, flows, stop);

    [Function("MakeNumberKey")]
    public Task<StepResult> MakeNumberKeyAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient flows, CancellationToken stop) =>
        steps.RunAsync("MakeNumberKey", input, flows, stop);

    [Function("SetNumberCallback")]
    public Task<StepResult> SetNumberCallbackAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient flows, CancellationToken stop) =>
        steps.RunAsync("SetNumberCallback", input, flows, stop);

    [Function("ReadNumberAtMeta")]
    public Task<StepResult> ReadNumberAtMetaAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient flows, CancellationToken stop) =>
        steps.RunAsync("ReadNumberAtMeta", input, flows, stop);

    [Function("TestNumberKey")]
    public Task<StepResult> TestNumberKeyAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient flows, CancellationToken stop) =>
        steps.RunAsync("TestNumberKey", input, flows, stop);

    [Function("RegisterConnectedNumber")]
    public Task<StepResult> RegisterConnectedNumberAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient flows, CancellationToken stop) =>
        steps.RunAsync("RegisterConnectedNumber", input, flows, stop);

    [Function("CompleteConnection")]
    public Task<StepResult> CompleteConnectionAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient flows, CancellationToken stop) =>
        steps.RunAsync("CompleteConnection", input, flows, stop);

    [Function("CloseConnection")]
    public Task<StepResult> CloseConnectionAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient flows, CancellationToken stop) =>
        steps.RunAsync("CloseConnection", input, flows, stop);

    [Function("CompareConnections")]
    public Task<StepResult> CompareConnectionsAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient flows, CancellationToken stop) =>
        steps.RunAsync("CompareConnections", input, flows, stop);
}
