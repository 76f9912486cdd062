using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Gallabox.Functions.Durable;

/// <summary>The steps that every flow of a case shares.</summary>
public sealed class CaseActivities(StepRunner steps)
{
    [Function("ParkCase")]
    public Task<StepResult> ParkCaseAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient flows, CancellationToken stop) =>
        steps.RunAsync("ParkCase", input, flows, stop);

    [Function("LookAtParkedCase")]
    public Task<StepResult> LookAtParkedCaseAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient flows, CancellationToken stop) =>
        steps.RunAsync("LookAtParkedCase", input, flows, stop);

    [Function("RecoverCase")]
    public Task<StepResult> RecoverCaseAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient flows, CancellationToken stop) =>
        steps.RunAsync("RecoverCase", input, flows, stop);
}
