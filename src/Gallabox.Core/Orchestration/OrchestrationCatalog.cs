namespace Gallabox.Core.Orchestration;

/// <summary>Every flow and activity by name. Features fill it once at start; hosts read it.</summary>
public sealed class OrchestrationCatalog
{
    private readonly Dictionary<string, OrchestratorEntry> orchestrators = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ActivityEntry> activities = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, OrchestratorEntry> Orchestrators => orchestrators;

    public IReadOnlyDictionary<string, ActivityEntry> Activities => activities;

    public OrchestrationCatalog Add<TInput>(Orchestrator<TInput> orchestrator)
    {
        orchestrators.Add(orchestrator.Name, new OrchestratorEntry(orchestrator.Name, orchestrator.Version, typeof(TInput),
            (flow, input) => orchestrator.Run(flow, Wire.FromBytes<TInput>(input.Span))));
        return this;
    }

    /// <summary>Adds an activity whose work is a method of <typeparamref name="TWork"/>, which is taken from the container for each run.</summary>
    public OrchestrationCatalog Add<TWork, TInput, TOutput>(
        Activity<TInput, TOutput> activity, Func<TWork, TInput, CancellationToken, Task<TOutput>> run)
        where TWork : notnull
    {
        activities.Add(activity.Name, new ActivityEntry(activity.Name, typeof(TInput), typeof(TOutput), async (services, input, cancellation) =>
        {
            var work = (TWork)(services.GetService(typeof(TWork)) ?? throw new InvalidOperationException($"{typeof(TWork)} is not registered."));
            return Wire.ToBytes(await run(work, Wire.FromBytes<TInput>(input.Span), cancellation));
        }));
        return this;
    }
}

/// <param name="Run">Takes the input as JSON.</param>
public sealed record OrchestratorEntry(string Name, string Version, Type Input, Func<IOrchestration, ReadOnlyMemory<byte>, Task> Run);

/// <param name="Run">Takes the input as JSON and answers the output as JSON.</param>
public sealed record ActivityEntry(
    string Name, Type Input, Type Output, Func<IServiceProvider, ReadOnlyMemory<byte>, CancellationToken, Task<byte[]>> Run);
