using System.Buffers;
using Gallabox.Core;
using Gallabox.Core.Orchestration;
using Gallabox.Core.Tables;

namespace Gallabox.Local.Orchestration;

/// <summary>
/// The embedded engine: runs flows in this process and journals them in the table store. One process owns the store.
/// Decision and crash analysis: <c>docs/decisions/0001-embedded-engine.md</c>.
/// </summary>
public sealed class EmbeddedOrchestration : IOrchestrationClient, IHostedService, IWaker, IDisposable
{
    /// <summary>More belongs in a store, with its key as the input.</summary>
    private const int MaxInput = 256 * 1024;

    private const int MaxInstanceId = 100;
    private static readonly SearchValues<char> BannedInIds = SearchValues.Create(@"/\#?");
    private readonly CancellationTokenSource stopping = new();
    private readonly EngineRooms engine;
    private readonly InstanceLoader loader;
    private volatile bool started;

    public EmbeddedOrchestration(
        OrchestrationCatalog catalog, ITableStore store, IServiceScopeFactory scopes, TimeProvider time, EmbeddedOrchestrationOptions options,
        ILoggerFactory logs)
    {
        engine = new EngineRooms(
            catalog, new Journal(store), new StatusIndex(store), new ActivityWorker(catalog, scopes, options, stopping.Token), new LiveInstances(),
            new WorkInHand(), new OrchestrationMetrics(), time, options, logs, stopping.Token);
        engine.Clock = new WakeClock(time, options.WakePage, engine.Work, this);
        engine.Metrics.Observe(() => engine.Live.Count, () => engine.Clock.SleepersKnown);
        loader = new InstanceLoader(engine);
        Archive = new OrchestrationArchive(engine);
    }

    /// <summary>Lists, counts and purges instances.</summary>
    public OrchestrationArchive Archive { get; }

    /// <summary>The earliest time at which an instance has something to do; null when none waits for a time.</summary>
    internal DateTimeOffset? NextDue => engine.Clock.NextDue;

    /// <summary>Told when an instance has ended or was parked, after that is durable.</summary>
    internal Action<string>? Ended
    {
        get => engine.Ended;
        set => engine.Ended = value;
    }

    /// <summary>Instances in memory.</summary>
    internal int LiveCount => engine.Live.Count;

    bool IWaker.HasRoom => started && !stopping.IsCancellationRequested && engine.HasRoom;

    /// <summary>Ready when the first sleepers are known and what is due has begun. Parked instances are tried again meanwhile.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        started = true;
        await engine.Clock.StartAsync();
        _ = RetryParkedAsync();
    }

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
        var record = new InstanceRecord(
            entry.Name, entry.Version, 0, new RawJson(Checked(instanceId, Wire.ToBytes(input))), OrchestrationStatus.Running, now, now, now);
        using (await engine.Live.EnterAsync(instanceId))
        {
            if (engine.Live.TryGet(instanceId, out _) || await engine.Journal.FindAsync(instanceId, cancellation) is not null)
                return;
            await engine.Index.AddAsync(OrchestrationStatus.Running, new IndexEntry(now, instanceId));
            await engine.Journal.CreateAsync(instanceId, record);
            if (((IWaker)this).HasRoom)
                Launch(new InstanceRunner(engine, instanceId, entry, InstanceState.Fresh(engine, instanceId, entry, record)));
            else
                engine.Clock.AddSleeper(new IndexEntry(now, instanceId));
        }
    }

    public async Task RaiseAsync(string instanceId, string eventName, CancellationToken cancellation)
    {
        using (await engine.Live.EnterAsync(instanceId))
        {
            var now = engine.Time.GetUtcNow();
            var raised = new EventRecord(eventName, now);
            if (engine.Live.TryGet(instanceId, out var runner))
            {
                // In memory, so a row of the index that is due stands for it: a crash from here on finds the event.
                runner.TryPost(new Arrival.EventCame(await engine.Journal.AddEventAsync(instanceId, raised)));
                return;
            }

            var record = await engine.Journal.FindAsync(instanceId, cancellation);
            if (record is not { Status: OrchestrationStatus.Running or OrchestrationStatus.Parked })
                return;
            var wake = new IndexEntry(now, instanceId);
            if (record.Status == OrchestrationStatus.Running)
                await engine.Index.AddAsync(OrchestrationStatus.Running, wake);
            await engine.Journal.AddEventAsync(instanceId, raised);
            if (record.Status == OrchestrationStatus.Running)
                engine.Clock.AddSleeper(wake);
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

    void IWaker.WakeNear(IndexEntry due) => Wake(due.InstanceId, null);

    void IWaker.WakeSleeper(IndexEntry due) => Wake(due.InstanceId, due.At);

    Task<IReadOnlyList<IndexEntry>> IWaker.ReadSleepersAsync(IndexEntry? after) =>
        ReadIndexAsync(OrchestrationStatus.Running, after, engine.Options.WakePage);

    /// <summary>
    /// Completes when nothing can run before the clock moves: no instance at work, no activity under way, none that is due.
    /// </summary>
    internal async Task SettleAsync(CancellationToken cancellation = default)
    {
        do
        {
            engine.Clock.Fire();
            await engine.Work.IdleAsync().WaitAsync(cancellation);
        }
        while (!stopping.IsCancellationRequested && (NextDue <= engine.Time.GetUtcNow() || engine.Work.Count > 0));
        await engine.Index.FlushAsync().WaitAsync(cancellation);
    }

    private void Wake(string id, DateTimeOffset? hint)
    {
        if (engine.Live.TryGet(id, out var runner) && runner.TryPost(new Arrival.Tick(hint)))
            return;
        engine.BeginInstance();
        _ = LoadAsync(id, OrchestrationStatus.Running, hint);
    }

    /// <summary>The caller has counted this as work in hand.</summary>
    private async Task LoadAsync(string id, OrchestrationStatus cause, DateTimeOffset? hint)
    {
        var load = LoadUnderGateAsync(id, cause, hint);
        await ((Task)load).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (load.IsCompletedSuccessfully && await load)
            return;
        if (load.IsFaulted)
        {
            engine.Log.LogWarning(load.Exception, "Instance {Instance} could not be brought into memory.", id);
            engine.Clock.AddNear(new IndexEntry(engine.Time.GetUtcNow() + engine.Options.StoreRetry, id));
        }

        engine.EndInstance();
    }

    /// <summary>True: a runner was started and is the work in hand now.</summary>
    private async Task<bool> LoadUnderGateAsync(string id, OrchestrationStatus cause, DateTimeOffset? hint)
    {
        using (await engine.Live.EnterAsync(id))
        {
            if (engine.Live.TryGet(id, out var live) && live.TryPost(new Arrival.Tick(hint)))
                return false;
            if (await loader.LoadAsync(id, cause, hint) is not { } runner)
                return false;
            engine.Live.Add(runner);
            runner.Start();
            return true;
        }
    }

    private void Launch(InstanceRunner runner)
    {
        engine.BeginInstance();
        engine.Live.Add(runner);
        runner.Start();
    }

    private async Task RetryParkedAsync()
    {
        engine.Work.Enter();
        try
        {
            const int Page = 100;
            IReadOnlyList<IndexEntry> page = [];
            do
            {
                page = await ReadIndexAsync(OrchestrationStatus.Parked, page.Count > 0 ? page[^1] : null, Page);
                engine.Metrics.Parked(page.Count);
                foreach (var parked in page)
                {
                    engine.BeginInstance();
                    await LoadAsync(parked.InstanceId, OrchestrationStatus.Parked, parked.At);
                }
            }
            while (page.Count == Page);
        }
        finally
        {
            engine.Work.Exit();
        }
    }

    private async Task<IReadOnlyList<IndexEntry>> ReadIndexAsync(OrchestrationStatus status, IndexEntry? after, int take)
    {
        while (true)
        {
            var read = engine.Index.ReadAsync(status, after, null, take, stopping.Token);
            await ((Task)read).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (read.IsCompletedSuccessfully)
                return await read;
            engine.Log.LogWarning(read.Exception, "A page of {Status} instances could not be read.", status);
            await Task.Delay(engine.Options.StoreRetry, engine.Time, stopping.Token);
        }
    }

    private static byte[] Checked(string instanceId, byte[] input)
    {
        if (instanceId.Length is 0 or > MaxInstanceId || instanceId[0] == '@' || instanceId.Any(char.IsControl)
            || instanceId.AsSpan().ContainsAny(BannedInIds))
            throw new ArgumentException($"'{instanceId}' is not an instance id.", nameof(instanceId));
        return input.Length <= MaxInput ? input : throw new ArgumentException($"An input has at most {MaxInput} bytes.", nameof(input));
    }
}
