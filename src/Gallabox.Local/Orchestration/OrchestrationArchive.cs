using Gallabox.Core.Orchestration;

namespace Gallabox.Local.Orchestration;

/// <summary>
/// The instances as lists: for the console, for alarms, and to purge what is old. Every call reads a bounded number of rows.
/// </summary>
public sealed class OrchestrationArchive
{
    private const int MaxPage = 1000;
    private readonly EngineRooms engine;

    internal OrchestrationArchive(EngineRooms engine) => this.engine = engine;

    /// <summary>
    /// A page of instances in that status: running ones by when they wake, others by when they ended or were parked, the
    /// earliest first.
    /// </summary>
    /// <param name="after">What <see cref="OrchestrationPage.Next"/> of the page before says; null for the first.</param>
    /// <param name="take">At most so many, 1 to 1000. A page may have fewer and yet not be the last.</param>
    public Task<OrchestrationPage> ListAsync(OrchestrationStatus status, string? after, int take, CancellationToken cancellation) =>
        ReadAsync(status, after, before: null, take, cancellation);

    /// <summary>
    /// Running instances that should have woken or gone to sleep longer ago than the grace: stuck activities, a stopped engine.
    /// </summary>
    public Task<OrchestrationPage> OverdueAsync(TimeSpan grace, string? after, int take, CancellationToken cancellation) =>
        ReadAsync(OrchestrationStatus.Running, after, engine.Time.GetUtcNow() - grace, take, cancellation);

    /// <summary>How many instances are in that status, counted up to a bound.</summary>
    /// <param name="upTo">1 to 1000.</param>
    public async Task<OrchestrationCount> CountAsync(OrchestrationStatus status, int upTo, CancellationToken cancellation)
    {
        var entries = await engine.Index.ReadAsync(status, null, null, Math.Clamp(upTo, 1, MaxPage), cancellation);
        var instances = entries.Select(entry => entry.InstanceId).Distinct(StringComparer.Ordinal).Count();
        return new OrchestrationCount(instances, entries.Count >= upTo);
    }

    /// <summary>Purges with the retention of the options.</summary>
    public Task<int> PurgeAsync(CancellationToken cancellation) =>
        PurgeAsync(engine.Time.GetUtcNow() - engine.Options.Retention, cancellation);

    /// <summary>Deletes instances that completed or failed before the time. Answers how many.</summary>
    public async Task<int> PurgeAsync(DateTimeOffset olderThan, CancellationToken cancellation) =>
        await PurgeAsync(OrchestrationStatus.Completed, olderThan, cancellation)
        + await PurgeAsync(OrchestrationStatus.Failed, olderThan, cancellation);

    private async Task<OrchestrationPage> ReadAsync(
        OrchestrationStatus status, string? after, DateTimeOffset? before, int take, CancellationToken cancellation)
    {
        take = Math.Clamp(take, 1, MaxPage);
        IndexEntry? start = after is null ? null : IndexEntry.Parse(after);
        var entries = await engine.Index.ReadAsync(status, start, before, take, cancellation);
        List<OrchestrationState> items = new(entries.Count);
        foreach (var entry in entries)
            if (await FindAsync(status, entry, cancellation) is { } state)
                items.Add(state);
        return new OrchestrationPage(items, entries.Count < take ? null : entries[^1].Row);
    }

    // A row that the instance's record does not name is a hint that came to nothing, or one about to be removed.
    private async Task<OrchestrationState?> FindAsync(OrchestrationStatus status, IndexEntry entry, CancellationToken cancellation)
    {
        if (engine.Live.TryGet(entry.InstanceId, out var runner))
            return runner.IndexedAt == entry.At && runner.State is var state && state.Status == status ? state : null;
        var record = await engine.Journal.FindAsync(entry.InstanceId, cancellation);
        return record?.Status == status && record.IndexedAt == entry.At ? record.ToState(entry.InstanceId) : null;
    }

    private async Task<int> PurgeAsync(OrchestrationStatus status, DateTimeOffset olderThan, CancellationToken cancellation)
    {
        var purged = 0;
        IReadOnlyList<IndexEntry> entries = [];
        do
        {
            entries = await engine.Index.ReadAsync(status, entries.Count > 0 ? entries[^1] : null, olderThan, MaxPage, cancellation);
            foreach (var entry in entries)
                purged += await PurgeAsync(status, entry, cancellation) ? 1 : 0;
        }
        while (entries.Count == MaxPage);
        return purged;
    }

    private async Task<bool> PurgeAsync(OrchestrationStatus status, IndexEntry entry, CancellationToken cancellation)
    {
        using (await engine.Live.EnterAsync(entry.InstanceId))
        {
            if (engine.Live.TryGet(entry.InstanceId, out _))
                return false;
            var record = await engine.Journal.FindAsync(entry.InstanceId, cancellation);
            var meant = record?.Status == status && record.IndexedAt == entry.At;
            if (meant)
                await engine.Journal.PurgeAsync(entry.InstanceId, cancellation);
            engine.Index.Remove(status, entry);
            return meant;
        }
    }
}

/// <param name="Next">Where the next page starts; null at the end.</param>
public sealed record OrchestrationPage(IReadOnlyList<OrchestrationState> Items, string? Next);

/// <param name="OrMore">The bound was reached.</param>
public sealed record OrchestrationCount(int Count, bool OrMore);
