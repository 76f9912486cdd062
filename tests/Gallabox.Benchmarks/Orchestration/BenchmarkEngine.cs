using System.Collections.Concurrent;
using Gallabox.Core.Orchestration;
using Gallabox.Local.Orchestration;
using Gallabox.Local.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gallabox.Benchmarks.Orchestration;

internal sealed record Steps(int Count);

/// <summary>What the one activity is told: the number of the step.</summary>
internal sealed record Step(int Number);

/// <summary>What the one activity does: nothing, unless a measure looks at its steps.</summary>
internal sealed class Work
{
    public Action<int>? Seen { get; set; }

    public Task<Done> RunAsync(Step step)
    {
        Seen?.Invoke(step.Number);
        return Task.FromResult(Done.Instance);
    }
}

/// <summary>An engine on SQLite, which flushes every step to disk before the next, with flows over an activity that does nothing.</summary>
internal sealed class BenchmarkEngine : IAsyncDisposable
{
    public static readonly TimeSpan Timer = TimeSpan.FromMilliseconds(100);
    private static readonly Activity<Step, Done> nothing = new("Nothing");
    private readonly ConcurrentDictionary<string, TaskCompletionSource> ends = new(StringComparer.Ordinal);
    private readonly SqliteTableStore store;

    private BenchmarkEngine(SqliteTableStore store)
    {
        this.store = store;
        var catalog = new OrchestrationCatalog().Add(WithTimer).Add(Sequence).Add(Sleeper)
            .Add<Work, Step, Done>(nothing, (work, step, _) => work.RunAsync(step));
        var services = new ServiceCollection().AddSingleton(Work).BuildServiceProvider();
        Engine = new EmbeddedOrchestration(
            catalog, store, services.GetRequiredService<IServiceScopeFactory>(), TimeProvider.System, new EmbeddedOrchestrationOptions(),
            LoggerFactory.Create(_ => { }))
        {
            Ended = id => ends.GetOrAdd(id, _ => NewEnd()).TrySetResult(),
        };
    }

    public static Orchestrator<Steps> WithTimer { get; } = new("WithTimer", "1", async (flow, steps) =>
    {
        for (var step = 0; step < steps.Count; step++)
            await flow.CallAsync(nothing, new Step(step));
        await flow.WaitUntilAsync(flow.Now + Timer);
    });

    public static Orchestrator<Steps> Sequence { get; } = new("Sequence", "1", async (flow, steps) =>
    {
        for (var step = 0; step < steps.Count; step++)
            await flow.CallAsync(nothing, new Step(step));
    });

    public static Orchestrator<Steps> Sleeper { get; } = new("Sleeper", "1", async (flow, steps) =>
        await flow.WaitForEventAsync("wake", flow.Now.AddMinutes(steps.Count)));

    public Work Work { get; } = new();

    public EmbeddedOrchestration Engine { get; }

    public static async Task<BenchmarkEngine> OpenAsync(string folder)
    {
        var engine = new BenchmarkEngine(SqliteTableStore.Open(folder));
        await engine.Engine.StartAsync(CancellationToken.None);
        return engine;
    }

    /// <summary>Runs one instance to its end.</summary>
    public async Task RunAsync(Orchestrator<Steps> flow, string id, int steps)
    {
        var end = ends.GetOrAdd(id, _ => NewEnd());
        await Engine.StartAsync(flow, id, new Steps(steps), CancellationToken.None);
        await end.Task;
        ends.TryRemove(id, out _);
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.StopAsync(CancellationToken.None);
        Engine.Dispose();
        await store.DisposeAsync();
    }

    private static TaskCompletionSource NewEnd() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
