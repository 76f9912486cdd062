using Gallabox.Core.Orchestration;

namespace Gallabox.Local.Orchestration;

/// <summary>
/// One instance in memory. It works in turns: take what arrived, deliver it to the flow, record the turn as one
/// transaction, begin what the flow asked for. When nothing is left to deliver it rests in memory, or leaves it to sleep as
/// rows.
/// </summary>
internal sealed class InstanceRunner(EngineRooms engine, string id, OrchestratorEntry orchestrator, InstanceState start)
{
    private readonly Inbox inbox = new();
    private readonly InstancePlace place = new(engine, id, [.. start.Hints, start.Record.IndexedAt]);
    private readonly List<EventRow> events = [.. start.Events];
    private readonly List<CompletedStep> calls = [];
    private InstanceRecord record = start.Record;
    private FlowRun run = start.Run;
    private int turns = start.Turns;
    private DateTimeOffset lastTurn = start.LastTurn;
    private string? waitsFor;

    public string Id => id;

    /// <summary>Where the instance stands, without reading a row.</summary>
    public OrchestrationState State => Volatile.Read(ref record).ToState(id) with { WaitsFor = Volatile.Read(ref waitsFor) };

    /// <summary>The index row that stands for the instance in listings.</summary>
    public DateTimeOffset IndexedAt => Volatile.Read(ref record).IndexedAt;

    /// <summary>Begins to work. The caller has counted the instance as work in hand.</summary>
    public void Start()
    {
        ThreadPool.UnsafeQueueUserWorkItem(
            static runner =>
            {
                runner.Begin(runner.run.Flow.Open.OfType<OpenCall>());
                _ = runner.WorkAsync();
            },
            this,
            preferLocal: false);
    }

    /// <summary>False: the instance has left memory.</summary>
    public bool TryPost(Arrival arrival)
    {
        var posted = inbox.Post(arrival);
        if (posted == Posted.Awakened)
            engine.BeginInstance();
        if (posted is Posted.Awakened or Posted.Resumed)
            ThreadPool.UnsafeQueueUserWorkItem(static runner => _ = runner.WorkAsync(), this, preferLocal: true);
        return posted != Posted.Gone;
    }

    private async Task WorkAsync()
    {
        var loop = LoopAsync();
        await ((Task)loop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var rests = loop.IsCompletedSuccessfully ? await loop : await DropAsync(loop.Exception?.InnerException);
        if (rests != Rest.Active)
            engine.EndInstance();
    }

    private async Task<Rest> LoopAsync()
    {
        while (!engine.Stopping.IsCancellationRequested)
        {
            Sort(inbox.Take());
            if (!await TurnAsync() && await RestAsync() is { } rest)
                return rest;
        }

        inbox.Leave();
        engine.Live.Remove(this);
        return Rest.Gone;
    }

    private void Sort(List<Arrival> arrivals)
    {
        foreach (var arrival in arrivals)
            switch (arrival)
            {
                case Arrival.CallDone { Done: { } done } call when call.Generation == record.Generation:
                    calls.Add(done);
                    break;
                case Arrival.EventCame came:
                    events.Add(came.Event);
                    break;
                case Arrival.Tick { Hint: { } hint }:
                    place.Met(hint);
                    break;
            }
    }

    /// <summary>False: there was nothing to deliver.</summary>
    private async Task<bool> TurnAsync()
    {
        var now = Now();
        var ready = Ready(now);
        if (record.Status != OrchestrationStatus.Running || (run.Begun && ready.Count == 0))
            return false;
        Volatile.Write(ref waitsFor, null);
        if (!run.Begun)
            run.Begin(now);
        var delivered = Deliver(ready, now);
        if (run.Misfit is { } misfit)
        {
            await SaveAsync(InstanceChange.Parked(record, misfit, now));
            return true;
        }

        lastTurn = now;
        await CommitAsync(new TurnRecord(now, [.. delivered.Select(step => step.Done)], run.Flow.TakeAsked()), delivered);
        return true;
    }

    private List<ReadyStep> Ready(DateTimeOffset now) => ReadyStep.Of(run.Waits, calls, events, now);

    private List<ReadyStep> Deliver(List<ReadyStep> ready, DateTimeOffset now)
    {
        List<ReadyStep> delivered = new(ready.Count);
        foreach (var step in ready)
        {
            if (run.IsOver || run.Misfit is not null)
                break;
            calls.Remove(step.Done);
            if (step.Consumes is { } consumed)
                events.Remove(consumed);
            if (run.Deliver(step.Done, now))
                delivered.Add(step);
        }

        return delivered;
    }

    private async Task CommitAsync(TurnRecord turn, List<ReadyStep> delivered)
    {
        List<EventRow> consumed = [.. delivered.Select(step => step.Consumes).OfType<EventRow>()];
        var next = InstanceChange.AfterTurn(record, run, FarDue(turn.At), turn.At);
        await place.PrepareAsync(record, next);
        if (next.Generation == record.Generation)
            await engine.Journal.CommitAsync(
                id, Journal.HistoryRow(record.Generation, turns++), turn, ReferenceEquals(next, record) ? null : next, consumed);
        else
            await engine.Journal.RestartAsync(id, next, turns, consumed);
        engine.Metrics.Stepped(delivered.Count);
        if (next.Generation != record.Generation)
            Restart(next);
        Volatile.Write(ref record, next);
        if (turn.Asked!.FirstOrDefault(step => !engine.Activities.Knows(step)) is { } unknown)
            await SaveAsync(InstanceChange.Parked(record, $"there is no activity {StepWords.Of(unknown)} in this host", turn.At));
        else if (next.Status == OrchestrationStatus.Running)
            Begin(turn.Asked!.Select(step => run.Flow.Find(step.Step)).OfType<OpenCall>());
    }

    private void Restart(InstanceRecord next)
    {
        run = InstanceState.NewRun(engine, id, orchestrator, next);
        turns = 0;
        calls.Clear();
    }

    private void Begin(IEnumerable<OpenCall> asked)
    {
        foreach (var call in asked.ToList())
            _ = CallAsync(call, record.Generation);
    }

    private async Task CallAsync(OpenCall call, int generation) =>
        TryPost(new Arrival.CallDone(generation, await engine.Activities.RunAsync(id, call)));

    /// <summary>Null: something arrived in the meantime.</summary>
    private async Task<Rest?> RestAsync()
    {
        if (record.Status != OrchestrationStatus.Running)
            return await LeaveAsync();
        if (FarDue(Now()) is { } due)
        {
            if (record.IndexedAt != due)
                await SaveAsync(InstanceChange.Sleeping(record, run, due, record.UpdatedAt));
            return await LeaveAsync();
        }

        Volatile.Write(ref waitsFor, StepWords.WaitsFor(run.Flow.Open));
        place.SetAlarm(run.Waits.Select(wait => (DateTimeOffset?)wait.Until).Min());
        var active = run.CallsPending;
        if (!inbox.TryRest(stayActive: active))
            return null;
        return active ? Rest.Active : Rest.Waiting;
    }

    /// <summary>When the instance has only to wait, and for long: until when.</summary>
    private DateTimeOffset? FarDue(DateTimeOffset now)
    {
        if (run.IsOver || run.CallsPending || !run.Waits.Any() || Ready(now).Count > 0)
            return null;
        var due = run.Waits.Min(wait => wait.Until);
        return due - now > engine.Options.StayAwake ? due : null;
    }

    private async Task<Rest?> LeaveAsync()
    {
        using (await engine.Live.EnterAsync(id))
        {
            var sleeps = record.Status == OrchestrationStatus.Running;
            if (sleeps && !inbox.TryLeave())
                return null;
            if (!sleeps)
                Sort(inbox.Leave());
            engine.Live.Remove(this);
            place.Vacate(record);
        }

        if (record.Status != OrchestrationStatus.Running)
            engine.Ended?.Invoke(id);
        return Rest.Gone;
    }

    /// <summary>Rows could not be read or written, and what is durable is not known: forget all, and read it again later.</summary>
    private async Task<Rest> DropAsync(Exception? failure)
    {
        engine.Log.LogWarning(
            failure, "Instance {Instance} is taken from memory and tried again in {Delay}.", id, engine.Options.StoreRetry);
        using (await engine.Live.EnterAsync(id))
        {
            inbox.Leave();
            place.SetAlarm(null);
            engine.Live.Remove(this);
            engine.Clock.AddNear(new IndexEntry(engine.Time.GetUtcNow() + engine.Options.StoreRetry, id));
        }

        return Rest.Gone;
    }

    private async Task SaveAsync(InstanceRecord next)
    {
        await place.PrepareAsync(record, next);
        await engine.Journal.SaveAsync(id, next);
        Volatile.Write(ref record, next);
    }

    private DateTimeOffset Now()
    {
        var now = engine.Time.GetUtcNow();
        return now > lastTurn ? now : lastTurn;
    }

    private enum Rest
    {
        /// <summary>In memory, until activities end: still counted as work in hand.</summary>
        Active,

        /// <summary>In memory, until a near timer or an event.</summary>
        Waiting,

        Gone,
    }
}
