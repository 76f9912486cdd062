using Gallabox.Core.Orchestration;

namespace Gallabox.Local.Orchestration;

/// <summary>
/// What stands for an instance in memory outside of it: its index rows of running instances, and its alarm on the clock.
/// While it is in memory one of the rows is due, so that a crash brings it back at once.
/// </summary>
internal sealed class InstancePlace(EngineRooms engine, string id, IEnumerable<DateTimeOffset> hints)
{
    private readonly HashSet<DateTimeOffset> hints = [.. hints];
    private DateTimeOffset? alarm;

    /// <summary>A row was met that stands for the instance.</summary>
    public void Met(DateTimeOffset hint) => hints.Add(hint);

    /// <summary>Adds the index row that the next record of the instance names, unless it is there.</summary>
    public async Task PrepareAsync(InstanceRecord today, InstanceRecord next)
    {
        if (next.Status == today.Status && next.IndexedAt == today.IndexedAt)
            return;
        if (next.Status == OrchestrationStatus.Running)
            hints.Add(next.IndexedAt);
        if (next.Status == OrchestrationStatus.Parked)
            engine.Metrics.Parked(1);
        await engine.Index.AddAsync(next.Status, new IndexEntry(next.IndexedAt, id));
    }

    /// <summary>Wakes the instance while it rests in memory.</summary>
    public void SetAlarm(DateTimeOffset? at)
    {
        if (alarm == at)
            return;
        if (alarm is { } old)
            engine.Clock.RemoveNear(new IndexEntry(old, id));
        alarm = at;
        if (at is { } due)
            engine.Clock.AddNear(new IndexEntry(due, id));
    }

    /// <summary>Leaves the one row that a sleeping instance's record names; nothing when it ended or is parked.</summary>
    public void Vacate(InstanceRecord record)
    {
        SetAlarm(null);
        if (record.Status == OrchestrationStatus.Running && hints.Remove(record.IndexedAt))
            engine.Clock.AddSleeper(new IndexEntry(record.IndexedAt, id));
        foreach (var hint in hints.Select(at => new IndexEntry(at, id)))
        {
            engine.Clock.RemoveSleeper(hint);
            engine.Index.Remove(OrchestrationStatus.Running, hint);
        }
    }
}
