using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Gallabox.Functions.Durable;

/// <summary>The step of the watch over two-step verification.</summary>
public sealed class TwoStepActivities(StepRunner steps)
{
    [Function("LookAtTwoStep")]
    public Task<StepResult> LookAtTwoStepAsync(
        [ActivityTrigger] JsonElement input, [DurableClient] DurableTaskClient flows, CancellationToken stop) =>
        steps.RunAsync("LookAtTwoStep", input, flows, stop);
}
