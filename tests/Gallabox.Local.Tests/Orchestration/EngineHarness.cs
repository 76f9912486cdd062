using Gallabox.Core.Orchestration;
using Gallabox.Core.Tables;
using Gallabox.Local.Orchestration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Gallabox.Local.Tests.Orchestration;

/// <summary>An engine over a store that outlives it, and a clock that is moved by hand.</summary>
internal sealed class EngineHarness : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly ITableStore store;
    private EmbeddedOrchestration? engine;

    public EngineHarness(ITableStore? store = null, EmbeddedOrchestrationOptions? options = null)
    {
        this.store = store ?? new InMemoryTableStore();
        Options = options ?? new EmbeddedOrchestrationOptions();
    }

    public FakeTimeProvider Time { get; } = new(Start);

    public Effects Effects { get; } = new();

    public EmbeddedOrchestrationOptions Options { get; }

    /// <summary>What the next start of the engine knows.</summary>
    public Action<OrchestrationCatalog> Catalog { get; set; } = AddAll;

    public EmbeddedOrchestration Engine => engine ?? throw new InvalidOperationException("The engine is not started.");

    public static void AddAll(OrchestrationCatalog catalog)
    {
        catalog.Add(SampleFlows.Everything).Add(SampleFlows.Parallel).Add(SampleFlows.Counter).Add(SampleFlows.Waiter)
            .Add(SampleFlows.Sequence).Add(SampleFlows.Long).Add(SampleFlows.Failing);
        AddActivities(catalog);
    }

    public static void AddActivities(OrchestrationCatalog catalog) => catalog
        .Add<Effects, Order, Receipt>(SampleFlows.Work, (effects, order, _) => Task.FromResult(effects.Work(order)))
        .Add<Effects, Order, Receipt>(SampleFlows.Shaky, (effects, order, _) => Task.FromResult(effects.RunShaky(order)))
        .Add<Effects, Order, Done>(SampleFlows.Notify, (effects, order, _) =>
        {
            effects.Work(order with { Name = "notify" });
            return Task.FromResult(Done.Instance);
        });

    public static async Task<EngineHarness> StartedAsync(ITableStore? store = null, EmbeddedOrchestrationOptions? options = null)
    {
        var harness = new EngineHarness(store, options);
        await harness.StartAsync();
        return harness;
    }

    public async Task StartAsync()
    {
        var catalog = new OrchestrationCatalog();
        Catalog(catalog);
        var services = new ServiceCollection().AddSingleton(Effects).BuildServiceProvider();
        engine = new EmbeddedOrchestration(
            catalog, store, services.GetRequiredService<IServiceScopeFactory>(), Time, Options, LoggerFactory.Create(_ => { }));
        await engine.StartAsync(CancellationToken.None);
    }

    public async Task StopAsync()
    {
        if (engine is null)
            return;
        await engine.StopAsync(CancellationToken.None);
        engine.Dispose();
        engine = null;
    }

    /// <summary>The process is gone: nothing that the engine still tries reaches the store, which is down.</summary>
    public async Task KillAsync()
    {
        var stop = Engine.StopAsync(CancellationToken.None);
        await stop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        engine = null;
    }

    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
        await SettleAsync();
    }

    public Task SettleAsync() => Engine.SettleAsync().WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Moves the clock from due time to due time, as the host does.</summary>
    /// <param name="enough">Ends it early.</param>
    public async Task AdvanceAsync(TimeSpan by, Func<bool>? enough = null)
    {
        var end = Time.GetUtcNow() + by;
        await SettleAsync();
        while (Engine.NextDue is { } due && due <= end)
        {
            if (enough?.Invoke() == true)
                return;
            if (due > Time.GetUtcNow())
                Time.SetUtcNow(due);
            await SettleAsync();
        }

        Time.SetUtcNow(end);
        await SettleAsync();
    }

    public async Task<OrchestrationState> StateAsync(string id) =>
        await Engine.FindAsync(id, CancellationToken.None) ?? throw new InvalidOperationException($"'{id}' is unknown.");

    public Task StartFlowAsync(Orchestrator<Order> flow, string id, Order? order = null) =>
        Engine.StartAsync(flow, id, order ?? new Order("order"), CancellationToken.None);

    public Task RaiseAsync(string id, string name) => Engine.RaiseAsync(id, name, CancellationToken.None);

    public async ValueTask DisposeAsync() => await StopAsync();
}
