using System.Text;
using System.Text.Json;
using Gallabox.Core;
using Gallabox.Core.Orchestration;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Gallabox.Functions.Durable;

/// <summary>Runs the work of an activity, and turns the failures that it expects into data.</summary>
public sealed class StepRunner(OrchestrationCatalog catalog, DurableClients clients, IServiceProvider services, ILogger<StepRunner> log)
{
    /// <param name="name">The activity's name in the catalog.</param>
    /// <param name="input">Its input record as JSON.</param>
    /// <param name="flows">For work that starts or nudges flows.</param>
    /// <param name="stop">Cancelled when the host stops; the step then runs again elsewhere.</param>
    public async Task<StepResult> RunAsync(string name, JsonElement input, DurableTaskClient flows, CancellationToken stop)
    {
        clients.Use(flows);
        using var span = Telemetry.Source.StartActivity("step " + name);
        try
        {
            var output = await catalog.Activities[name].Run(services, Encoding.UTF8.GetBytes(input.GetRawText()), stop);
            return new StepResult(Wire.FromBytes<JsonElement>(output));
        }
        catch (FailureException failure)
        {
            span?.SetStatus(System.Diagnostics.ActivityStatusCode.Error, failure.Code);
            log.LogWarning("{Step} failed: {Kind}, {Code}.", name, failure.Kind, failure.Code);
            return new StepResult(Failure: new StepFailure(failure.Kind, failure.Code, failure.Message));
        }
    }
}
