using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Gallabox.Functions.Durable;

/// <summary>The steps of a deletion.</summary>
public sealed class DeletionActivities(StepRunner steps)
{
    [Function("ReviewDeletion")]
    public Task<StepResult> ReviewDeletionAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient flows, CancellationToken stop) =>
        steps.RunAsync("ReviewDeletion", input, flows, stop);

    [Function("PauseMessages")]
    public Task<StepResult> PauseMessagesAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient flows, CancellationToken stop) =>
        steps.RunAsync("PauseMessages", input, flows, stop);

    [Function("AnnounceDate")]
    public Task<StepResult> AnnounceDateAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient flows, CancellationToken stop) =>
        steps.RunAsync("AnnounceDate", input, flows, stop);

    [Function("AwaitTheDay")]
    public Task<StepResult> AwaitTheDayAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient flows, CancellationToken stop) =>
        steps.RunAsync("AwaitTheDay", input, flows, stop);

    [Function("StopTraffic")]
    public Task<StepResult> StopTrafficAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient flows, CancellationToken stop) =>
        steps.RunAsync("StopTraffic", input, flows, stop);

    [Function("ClearWebhookOverride")]
    public Task<StepResult> ClearWebhookOverrideAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient flows, CancellationToken stop) =>
        steps.RunAsync("ClearWebhookOverride", input, flows, stop);

    [Function("UnsubscribeApp")]
    public Task<StepResult> UnsubscribeAppAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient flows, CancellationToken stop) =>
        steps.RunAsync("UnsubscribeApp", input, flows, stop);

    [Function("DeregisterNumber")]
    public Task<StepResult> DeregisterNumberAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient flows, CancellationToken stop) =>
        steps.RunAsync("DeregisterNumber", input, flows, stop);

    [Function("CancelAt360Dialog")]
    public Task<StepResult> CancelAt360DialogAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient flows, CancellationToken stop) =>
        steps.RunAsync("CancelAt360Dialog", input, flows, stop);

    [Function("AskForDeletion")]
    public Task<StepResult> AskForDeletionAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient flows, CancellationToken stop) =>
        steps.RunAsync("AskForDeletion", input, flows, stop);

    [Function("WatchForDeletion")]
    public Task<StepResult> WatchForDeletionAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient flows, CancellationToken stop) =>
        steps.RunAsync("WatchForDeletion", input, flows, stop);

    [Function("CompleteDeletion")]
    public Task<StepResult> CompleteDeletionAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient flows, CancellationToken stop) =>
        steps.RunAsync("CompleteDeletion", input, flows, stop);

    [Function("ResumeMessages")]
    public Task<StepResult> ResumeMessagesAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient flows, CancellationToken stop) =>
        steps.RunAsync("ResumeMessages", input, flows, stop);

    [Function("CloseDeletion")]
    public Task<StepResult> CloseDeletionAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient flows, CancellationToken stop) =>
        steps.RunAsync("CloseDeletion", input, flows, stop);
}
