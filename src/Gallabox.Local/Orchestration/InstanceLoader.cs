using System.Globalization;
using Gallabox.Core.Orchestration;

namespace Gallabox.Local.Orchestration;

/// <summary>Brings an instance from its rows into memory, or parks it. Called under the instance's gate.</summary>
internal sealed class InstanceLoader(EngineRooms engine)
{
    /// <returns>The runner, not yet started; null when there is nothing to run: unknown, ended or parked.</returns>
    /// <param name="cause">The status of the index row that asked for it: running or parked.</param>
    /// <param name="hint">The time of that row; null when no row did.</param>
    public async Task<InstanceRunner?> LoadAsync(string id, OrchestrationStatus cause, DateTimeOffset? hint)
    {
        var loaded = await engine.Journal.LoadAsync(id, engine.Stopping);
        if (loaded?.Record.Status != cause)
        {
            Forget(id, cause, hint);
            return null;
        }

        var (orchestrator, obstacle) = Find(loaded.Record);
        if (orchestrator is null)
            return await ParkAsync(id, loaded.Record, obstacle!, hint);
        var run = InstanceState.NewRun(engine, id, orchestrator, loaded.Record);
        if (FlowReplay.Through(run, loaded.Turns) is { } misfit)
            return await ParkAsync(id, loaded.Record, misfit, hint);
        if (run.Flow.Open.FirstOrDefault(step => !engine.Activities.Knows(step.Asked)) is { } unknown)
            return await ParkAsync(id, loaded.Record, $"there is no activity {StepWords.Of(unknown.Asked)} in this host", hint);
        var record = await UnparkAsync(id, loaded.Record);
        var lastTurn = loaded.Turns.Count > 0 ? loaded.Turns[^1].At : record.StartedAt;
        DateTimeOffset[] hints = cause == OrchestrationStatus.Running ? [hint ?? await HintAsync(id)] : [];
        var state = new InstanceState(record, run, loaded.Turns.Count, lastTurn, loaded.Events, hints);
        return new InstanceRunner(engine, id, orchestrator, state);
    }

    /// <summary>
    /// No row is known to bring the instance back after a crash, so one is added. It also keeps activities from running
    /// again and again over a store that can be read but not written.
    /// </summary>
    private async Task<DateTimeOffset> HintAsync(string id)
    {
        var now = engine.Time.GetUtcNow();
        await engine.Index.AddAsync(OrchestrationStatus.Running, new IndexEntry(now, id));
        return now;
    }

    private (OrchestratorEntry? Found, string? Obstacle) Find(InstanceRecord record)
    {
        if (!engine.Catalog.Orchestrators.TryGetValue(record.Orchestrator, out var found))
            return (null, $"there is no orchestrator '{record.Orchestrator}' in this host");
        return IsNewer(record.Version, found.Version)
            ? (null, $"it was started with version {record.Version} of '{found.Name}', this host has version {found.Version}")
            : (found, null);
    }

    private async Task<InstanceRunner?> ParkAsync(string id, InstanceRecord record, string reason, DateTimeOffset? hint)
    {
        if (record.Status != OrchestrationStatus.Parked)
        {
            var parked = InstanceChange.Parked(record, reason, engine.Time.GetUtcNow());
            await engine.Index.AddAsync(OrchestrationStatus.Parked, new IndexEntry(parked.IndexedAt, id));
            await engine.Journal.SaveAsync(id, parked);
            engine.Metrics.Parked(1);
            Forget(id, OrchestrationStatus.Running, record.IndexedAt);
            Forget(id, OrchestrationStatus.Running, hint);
            engine.Log.LogWarning("Instance {Instance} is parked: {Reason}.", id, reason);
        }
        else if (record.Reason != reason)
        {
            await engine.Journal.SaveAsync(id, record with { Reason = reason });
        }

        return null;
    }

    private async Task<InstanceRecord> UnparkAsync(string id, InstanceRecord record)
    {
        if (record.Status == OrchestrationStatus.Running)
            return record;
        var running = InstanceChange.Unparked(record, engine.Time.GetUtcNow());
        await engine.Index.AddAsync(OrchestrationStatus.Running, new IndexEntry(running.IndexedAt, id));
        await engine.Journal.SaveAsync(id, running);
        engine.Index.Remove(OrchestrationStatus.Parked, new IndexEntry(record.IndexedAt, id));
        engine.Metrics.Parked(-1);
        return running;
    }

    private void Forget(string id, OrchestrationStatus status, DateTimeOffset? hint)
    {
        if (hint is not { } at)
            return;
        if (status == OrchestrationStatus.Running)
            engine.Clock.RemoveSleeper(new IndexEntry(at, id));
        engine.Index.Remove(status, new IndexEntry(at, id));
    }

    // Versions are numbers with dots; what is not is compared as text.
    private static bool IsNewer(string recorded, string today) =>
        Version.TryParse(Dotted(recorded), out var then) && Version.TryParse(Dotted(today), out var now)
            ? then > now
            : string.CompareOrdinal(recorded, today) > 0;

    private static string Dotted(string version) =>
        int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? version + ".0" : version;
}
