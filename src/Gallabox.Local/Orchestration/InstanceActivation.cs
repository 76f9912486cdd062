using Gallabox.Core.Orchestration;

namespace Gallabox.Local.Orchestration;

/// <summary>Brings instances into memory: new ones, sleepers whose time has come, and at the start the parked ones.</summary>
internal sealed class InstanceActivation(EngineRooms engine) : IWaker
{
    private readonly InstanceLoader loader = new(engine);
    private volatile bool started;

    public bool HasRoom => started && !engine.Stopping.IsCancellationRequested && engine.HasRoom;

    public async Task StartAsync()
    {
        started = true;
        await engine.Clock.StartAsync();
        _ = RetryParkedAsync();
    }

    /// <summary>A new instance goes to work; without room it waits as the sleeper that its index row makes it.</summary>
    public void Launch(string id, OrchestratorEntry orchestrator, InstanceRecord record)
    {
        if (!HasRoom)
        {
            engine.Clock.AddSleeper(new IndexEntry(record.IndexedAt, id));
            return;
        }

        var runner = new InstanceRunner(engine, id, orchestrator, InstanceState.Fresh(engine, id, orchestrator, record));
        engine.BeginInstance();
        engine.Live.Add(runner);
        runner.Start();
    }

    public void WakeNear(IndexEntry due) => Wake(due.InstanceId, null);

    public void WakeSleeper(IndexEntry due) => Wake(due.InstanceId, due.At);

    public Task<IReadOnlyList<IndexEntry>> ReadSleepersAsync(IndexEntry? after) =>
        ReadIndexAsync(OrchestrationStatus.Running, after, engine.Options.WakePage);

    private void Wake(string id, DateTimeOffset? hint)
    {
        if (engine.Stopping.IsCancellationRequested)
            return;
        if (engine.Live.TryGet(id, out var runner) && runner.TryPost(new Arrival.Tick(hint)))
            return;
        engine.BeginInstance();
        _ = LoadAsync(id, OrchestrationStatus.Running, hint);
    }

    /// <summary>The caller has counted the instance as at work.</summary>
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

    /// <summary>True: a runner was started, and it is what is at work now.</summary>
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

    private async Task RetryParkedAsync()
    {
        const int Page = 100;
        engine.Work.Enter();
        try
        {
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
            var read = engine.Index.ReadAsync(status, after, null, take, engine.Stopping);
            await ((Task)read).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (read.IsCompletedSuccessfully)
                return await read;
            engine.Log.LogWarning(read.Exception, "A page of {Status} instances could not be read.", status);
            await Task.Delay(engine.Options.StoreRetry, engine.Time, engine.Stopping);
        }
    }
}
