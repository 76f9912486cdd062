using Gallabox.Core;
using Gallabox.Core.Orchestration;

namespace Gallabox.Local.Orchestration;

/// <summary>Runs activities, each in a scope of the container, and turns what they throw into recorded failures.</summary>
internal sealed class ActivityWorker(
    OrchestrationCatalog catalog, IServiceScopeFactory scopes, EmbeddedOrchestrationOptions options, CancellationToken stopping)
{
    /// <summary>More belongs in a store, with its key as the output.</summary>
    public const int MaxOutput = 256 * 1024;

    private readonly ActivityGate gate = new(options.MaxActivities);

    public bool Knows(AskedStep step) => step.Kind != StepKind.Call || catalog.Activities.ContainsKey(step.Name!);

    /// <summary>The outcome, or null when the host stops first: then nothing is recorded, and the activity runs again.</summary>
    public async Task<CompletedStep?> RunAsync(string instanceId, OpenCall call)
    {
        await gate.EnterAsync(instanceId);
        try
        {
            var run = RunInScopeAsync(catalog.Activities[call.Asked.Name!], call.Input);
            await ((Task)run).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (run.IsCompletedSuccessfully)
                return Completed(call.Asked, await run);
            if (stopping.IsCancellationRequested && run.IsCanceled)
                return null;
            return Failed(call.Asked, run.Exception?.InnerException ?? new TaskCanceledException(run));
        }
        finally
        {
            gate.Exit();
        }
    }

    private async Task<byte[]> RunInScopeAsync(ActivityEntry activity, ReadOnlyMemory<byte> input)
    {
        stopping.ThrowIfCancellationRequested();
        await using var scope = scopes.CreateAsyncScope();
        return await activity.Run(scope.ServiceProvider, input, stopping);
    }

    private static CompletedStep Completed(AskedStep asked, byte[] output) => output switch
    {
        { Length: > MaxOutput } => Failed(asked, new PermanentFailureException(
            "orchestration:output_too_large", $"The output has {output.Length} bytes, at most {MaxOutput} can be recorded.")),
        _ when output.AsSpan().SequenceEqual("null"u8) => Failed(asked, new PermanentFailureException(
            "orchestration:no_output", "The activity answered null.")),
        _ => new CompletedStep(asked.Step, new RawJson(output)),
    };

    private static CompletedStep Failed(AskedStep asked, Exception thrown)
    {
        var failure = ActivityFailedException.From(asked.Name!, thrown);
        return new CompletedStep(asked.Step, Failure: new StepFailure(failure.Kind, failure.Code, failure.Reason));
    }
}
