using System.Buffers;
using Gallabox.Core;
using Gallabox.Core.Orchestration;
using Gallabox.Core.Tables;

namespace Gallabox.Local.Orchestration;

/// <summary>
/// The embedded engine: runs flows in this process and journals them in the table store. One process owns the store.
/// Decision and crash analysis: <c>docs/decisions/0001-embedded-engine.md</c>.
/// </summary>
public sealed class EmbeddedOrchestration : IOrchestrationClient, IHostedService, IDisposable
{
    /// <summary>More belongs in a store, with its key as the input.</summary>
    private const int MaxInput = 256 * 1024;

    private const int MaxInstanceId = 100;
    private static readonly SearchValues<char> BannedInIds = SearchValues.Create(@"/\#?");
    private readonly CancellationTokenSource stopping = new();
    private readonly EngineRooms engine;
    private readonly InstanceActivation activation;

    public EmbeddedOrchestration(
        OrchestrationCatalog catalog, ITableStore store, IServiceScopeFactory scopes, TimeProvider time,
        EmbeddedOrchestrationOptions options, ILoggerFactory logs)
    {
        var activities = new ActivityWorker(catalog, scopes, options, stopping.Token);
        engine = new EngineRooms(catalog, new Journal(store), new StatusIndex(store), activities, time, options, logs, stopping.Token);
        activation = new InstanceActivation(engine);
        engine.Clock = new WakeClock(time, options.WakePage, engine.Work, activation);
        engine.Metrics.Observe(() => engine.Live.Count, () => engine.Clock.SleepersKnown);
        Archive = new OrchestrationArchive(engine);
    }

    /// <summary>Lists, counts and purges instances.</summary>
    public OrchestrationArchive Archive { get; }

    /// <summary>The earliest time at which an instance has something to do; null when none waits for a time.</summary>
    internal DateTimeOffset? NextDue => engine.Clock.NextDue;

    /// <summary>Told when an instance in memory has ended or was parked, after that is durable.</summary>
    internal Action<string>? Ended
    {
        get => engine.Ended;
        set => engine.Ended = value;
    }

    /// <summary>Instances in memory.</summary>
    internal int LiveCount => engine.Live.Count;

    /// <summary>Ready when the first sleepers are known and what is due has begun. Parked instances are tried again meanwhile.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => activation.StartAsync();

    /// <summary>Lets running turns and activities end; what is not recorded by then runs again after the next start.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await engine.Work.IdleAsync().WaitAsync(cancellationToken);
        await engine.Index.FlushAsync().WaitAsync(cancellationToken);
    }

    public async Task StartAsync<TInput>(
        Orchestrator<TInput> orchestrator, string instanceId, TInput input, CancellationToken cancellation)
    {
        var entry = engine.Catalog.Orchestrators[orchestrator.Name];
        var now = engine.Time.GetUtcNow();
        var json = new RawJson(Checked(instanceId, Wire.ToBytes(input)));
        var record = new InstanceRecord(entry.Name, entry.Version, 0, json, OrchestrationStatus.Running, now, now, now);
        using (await engine.Live.EnterAsync(instanceId))
        {
            if (engine.Live.TryGet(instanceId, out _) || await engine.Journal.FindAsync(instanceId, cancellation) is not null)
                return;
            await engine.Index.AddAsync(OrchestrationStatus.Running, new IndexEntry(now, instanceId));
            await engine.Journal.CreateAsync(instanceId, record);
            activation.Launch(instanceId, entry, record);
        }
    }

    public async Task RaiseAsync(string instanceId, string eventName, CancellationToken cancellation)
    {
        using (await engine.Live.EnterAsync(instanceId))
        {
            var raised = new EventRecord(eventName, engine.Time.GetUtcNow());
            // An instance in memory has an index row that is due already: a crash from here on finds the event.
            if (engine.Live.TryGet(instanceId, out var runner))
                runner.TryPost(new Arrival.EventCame(await engine.Journal.AddEventAsync(instanceId, raised)));
            else
                await RaiseAsync(await engine.Journal.FindAsync(instanceId, cancellation), instanceId, raised);
        }

        engine.Clock.Fire();
    }

    public async Task<OrchestrationState?> FindAsync(string instanceId, CancellationToken cancellation) =>
        engine.Live.TryGet(instanceId, out var runner)
            ? runner.State
            : (await engine.Journal.FindAsync(instanceId, cancellation))?.ToState(instanceId);

    public void Dispose()
    {
        engine.Clock.Dispose();
        engine.Metrics.Dispose();
        stopping.Dispose();
    }

    /// <summary>
    /// Completes when nothing can run before the clock moves: no instance at work, no activity under way, none that is due.
    /// </summary>
    internal async Task SettleAsync(CancellationToken cancellation = default)
    {
        long entered;
        do
        {
            engine.Clock.Fire();
            await engine.Work.IdleAsync().WaitAsync(cancellation);
            entered = engine.Work.Entered;
        }
        while (!stopping.IsCancellationRequested
            && (engine.Work.Count > 0 || NextDue <= engine.Time.GetUtcNow() || engine.Work.Entered != entered));
        await engine.Index.FlushAsync().WaitAsync(cancellation);
    }

    /// <summary>To an instance that sleeps as rows, or is parked: that one finds the event when it runs again.</summary>
    private async Task RaiseAsync(InstanceRecord? record, string instanceId, EventRecord raised)
    {
        if (record is not { Status: OrchestrationStatus.Running or OrchestrationStatus.Parked })
            return;
        var wake = new IndexEntry(raised.At, instanceId);
        if (record.Status == OrchestrationStatus.Running)
            await engine.Index.AddAsync(OrchestrationStatus.Running, wake);
        await engine.Journal.AddEventAsync(instanceId, raised);
        if (record.Status == OrchestrationStatus.Running)
            engine.Clock.AddSleeper(wake);
    }

    private static byte[] Checked(string instanceId, byte[] input)
    {
        if (instanceId.Length is 0 or > MaxInstanceId || instanceId[0] == '@' || instanceId.Any(char.IsControl)
            || instanceId.AsSpan().ContainsAny(BannedInIds))
            throw new ArgumentException($"'{instanceId}' is not an instance id.", nameof(instanceId));
        return input.Length <= MaxInput ? input : throw new ArgumentException($"An input has at most {MaxInput} bytes.", nameof(input));
    }
}
