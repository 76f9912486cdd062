using System.Globalization;
using Gallabox.Core;
using Gallabox.Core.Orchestration;
using Gallabox.Core.Tables;

namespace Gallabox.Local.Orchestration;

/// <summary>The rows of instances: one partition each, so that all that one turn changes is one transaction.</summary>
internal sealed class Journal(ITableStore store)
{
    public const string Table = "orchestrations";
    public const string InstanceRow = "instance";
    private const string EventPrefix = "event|";
    private const string HistoryPrefix = "history|";

    public static string HistoryRow(int generation, int turn) =>
        string.Create(CultureInfo.InvariantCulture, $"{HistoryPrefix}{generation:D8}|{turn:D8}");

    public async Task<InstanceRecord?> FindAsync(string id, CancellationToken cancellation) =>
        (await store.FindAsync<InstanceRecord>(Table, id, InstanceRow, cancellation))?.Value;

    public Task CreateAsync(string id, InstanceRecord record) => WriteAsync(id, [new TableWrite.Insert(InstanceRow, Wire.ToBytes(record))]);

    public Task SaveAsync(string id, InstanceRecord record) => WriteAsync(id, [new TableWrite.Upsert(InstanceRow, Wire.ToBytes(record))]);

    /// <summary>
    /// One turn as one transaction. A turn row that exists already is a conflict: somebody else runs this instance.
    /// </summary>
    /// <param name="record">The instance, where it changed.</param>
    public Task CommitAsync(string id, string row, TurnRecord turn, InstanceRecord? record, IReadOnlyList<EventRow> consumed)
    {
        var writes = new List<TableWrite>(2 + consumed.Count) { new TableWrite.Insert(row, Wire.ToBytes(turn)) };
        if (record is not null)
            writes.Add(new TableWrite.Upsert(InstanceRow, Wire.ToBytes(record)));
        writes.AddRange(consumed.Select(each => new TableWrite.Delete(each.Row)));
        return WriteAsync(id, writes);
    }

    /// <summary>
    /// The first transaction makes the new generation; the old rows that do not fit in it follow, and are deleted by
    /// <see cref="LoadAsync"/> when a crash comes between.
    /// </summary>
    public async Task RestartAsync(string id, InstanceRecord next, int turns, IReadOnlyList<EventRow> consumed)
    {
        List<TableWrite> writes =
        [
            new TableWrite.Upsert(InstanceRow, Wire.ToBytes(next)),
            .. consumed.Select(each => new TableWrite.Delete(each.Row)),
            .. Enumerable.Range(0, turns).Select(turn => new TableWrite.Delete(HistoryRow(next.Generation - 1, turn))),
        ];
        foreach (var batch in writes.Chunk(ITableStore.MaxBatch))
            await WriteAsync(id, batch);
    }

    /// <summary>Keeps an event. Its key is its time in ticks, moved on where an event has that key already.</summary>
    public async Task<EventRow> AddEventAsync(string id, EventRecord raised)
    {
        for (var ticks = raised.At.UtcTicks; ; ticks++)
        {
            var row = string.Create(CultureInfo.InvariantCulture, $"{EventPrefix}{ticks:D19}");
            if (await store.TryInsertAsync(Table, id, row, raised, CancellationToken.None))
                return new EventRow(row, raised);
        }
    }

    /// <summary>Everything about an instance in one range of rows; null when it is unknown.</summary>
    public async Task<LoadedInstance?> LoadAsync(string id, CancellationToken cancellation)
    {
        var rows = await RowsAsync(id, cancellation);
        if (rows.LastOrDefault(row => row.Row == InstanceRow) is not { } found)
            return null;
        var record = Wire.FromBytes<InstanceRecord>(found.Payload.Span);
        var first = HistoryRow(record.Generation, 0);
        var turns = rows.Where(row => row.Row.StartsWith(HistoryPrefix, StringComparison.Ordinal))
            .ToLookup(row => string.CompareOrdinal(row.Row, first) >= 0);
        await DeleteAsync(id, turns[false].Select(row => row.Row));
        return new LoadedInstance(
            record,
            [.. turns[true].Select(row => Wire.FromBytes<TurnRecord>(row.Payload.Span))],
            [.. rows.Where(row => row.Row.StartsWith(EventPrefix, StringComparison.Ordinal))
                .Select(row => new EventRow(row.Row, Wire.FromBytes<EventRecord>(row.Payload.Span)))]);
    }

    /// <summary>Removes all rows of an instance, the instance itself last, so that a crash leaves something to find again.</summary>
    public async Task PurgeAsync(string id, CancellationToken cancellation)
    {
        var rows = await RowsAsync(id, cancellation);
        await DeleteAsync(id, rows.Select(row => row.Row).Where(row => row != InstanceRow));
        await DeleteAsync(id, [InstanceRow]);
    }

    private async Task<List<TableRow>> RowsAsync(string id, CancellationToken cancellation)
    {
        const int Page = 1000;
        List<TableRow> rows = [];
        for (string? last = null; ; last = rows[^1].Row)
        {
            var page = await store.QueryAsync(Table, id, new RowRange(After: last, Take: Page), cancellation);
            rows.AddRange(page);
            if (page.Count < Page)
                return rows;
        }
    }

    private async Task DeleteAsync(string id, IEnumerable<string> rows)
    {
        foreach (var batch in rows.Chunk(ITableStore.MaxBatch))
            await WriteAsync(id, [.. batch.Select(row => new TableWrite.Delete(row))]);
    }

    // Never cancelled: a cancelled write has an unknown outcome.
    private Task<IReadOnlyList<string?>> WriteAsync(string id, IReadOnlyList<TableWrite> writes) =>
        store.WriteAsync(Table, id, writes, CancellationToken.None);
}

/// <summary>An instance as stored: the turns of its generation in order, its unconsumed events in order.</summary>
internal sealed record LoadedInstance(InstanceRecord Record, IReadOnlyList<TurnRecord> Turns, IReadOnlyList<EventRow> Events);
