using System.Globalization;
using Gallabox.Core;
using Gallabox.Core.Queue;
using Gallabox.Core.Tables;

namespace Gallabox.Local.Queue;

/// <summary>
/// The queue's rows, all in one partition so that every step is one transaction: <c>due:</c> rows in the order in which they
/// fall due, an <c>id:</c> row beside each that keeps a waiting id from being accepted twice, <c>dead:</c> rows.
/// </summary>
internal sealed class WorkRows(ITableStore tables)
{
    private const string Table = "work";
    private const string Partition = "local";
    private const string DuePrefix = "due:";
    private const string DeadPrefix = "dead:";

    /// <summary>False: a message with that id is waiting already.</summary>
    public async Task<bool> AddAsync(WorkMessage message, DateTimeOffset due, CancellationToken cancellation)
    {
        try
        {
            await WriteAsync(Added(message, due), cancellation);
            return true;
        }
        catch (TableConflictException)
        {
            return false;
        }
    }

    public async Task<IReadOnlyList<WorkEntry>> ReadAsync(string? after, int take, CancellationToken cancellation) =>
        [.. (await tables.QueryAsync(Table, Partition, RowRange.Prefix(DuePrefix, after, take), cancellation)).Select(ToEntry)];

    public async Task<bool> WaitsAsync(WorkEntry entry, CancellationToken cancellation) =>
        await tables.FindAsync(Table, Partition, entry.Key, cancellation) is not null;

    public Task CompleteAsync(WorkEntry entry, CancellationToken cancellation) => WriteAsync(Removed(entry), cancellation);

    /// <summary>Moves the entry to a later time, one attempt older.</summary>
    public Task PostponeAsync(WorkEntry entry, DateTimeOffset due, CancellationToken cancellation)
    {
        var key = DueKey(due, entry.Message.Id);
        TableWrite later = new TableWrite.Upsert(key, Wire.ToBytes(entry.Held with { Attempts = entry.Held.Attempts + 1 }));
        return WriteAsync(key == entry.Key ? [later] : [new TableWrite.Delete(entry.Key), later], cancellation);
    }

    public Task BuryAsync(WorkEntry entry, DateTimeOffset at, Exception failure, CancellationToken cancellation)
    {
        var dead = new DeadRow(entry.Message, entry.Held.Attempts + 1, at, WorkRetry.Code(failure), failure.Message);
        return WriteAsync([.. Removed(entry), new TableWrite.Upsert(Key(DeadPrefix, at, entry.Message.Id), Wire.ToBytes(dead))], cancellation);
    }

    public async Task<IReadOnlyList<DeadLetter>> ListDeadAsync(string? after, int take, CancellationToken cancellation) =>
        [.. (await tables.QueryAsync(Table, Partition, RowRange.Prefix(DeadPrefix, after, take), cancellation)).Select(ToDead)];

    /// <summary>The dead letter waits again, or is dropped where its id waits already; false: there is none.</summary>
    public async Task<bool> ReviveAsync(string key, DateTimeOffset due, CancellationToken cancellation)
    {
        if (await FindDeadAsync(key, cancellation) is not { } dead)
            return false;
        try
        {
            await WriteAsync([new TableWrite.Delete(key), .. Added(dead.Message, due)], cancellation);
        }
        catch (TableConflictException)
        {
            await WriteAsync([new TableWrite.Delete(key)], cancellation);
        }

        return true;
    }

    public async Task<bool> DropDeadAsync(string key, CancellationToken cancellation)
    {
        if (await FindDeadAsync(key, cancellation) is null)
            return false;
        await WriteAsync([new TableWrite.Delete(key)], cancellation);
        return true;
    }

    private async Task<DeadLetter?> FindDeadAsync(string key, CancellationToken cancellation) =>
        key.StartsWith(DeadPrefix, StringComparison.Ordinal) && await tables.FindAsync(Table, Partition, key, cancellation) is { } row
            ? ToDead(row)
            : null;

    private Task<IReadOnlyList<string?>> WriteAsync(IReadOnlyList<TableWrite> writes, CancellationToken cancellation) =>
        tables.WriteAsync(Table, Partition, writes, cancellation);

    private static TableWrite[] Added(WorkMessage message, DateTimeOffset due) =>
    [
        new TableWrite.Insert("id:" + message.Id, ReadOnlyMemory<byte>.Empty),
        new TableWrite.Insert(DueKey(due, message.Id), Wire.ToBytes(new DueRow(message, 0))),
    ];

    private static TableWrite[] Removed(WorkEntry entry) =>
        [new TableWrite.Delete("id:" + entry.Message.Id), new TableWrite.Delete(entry.Key)];

    private static string DueKey(DateTimeOffset due, string id) => Key(DuePrefix, due, id);

    private static string Key(string prefix, DateTimeOffset at, string id) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}{at.ToUnixTimeMilliseconds():D15}:{id}");

    private static WorkEntry ToEntry(TableRow row)
    {
        var due = long.Parse(row.Row.AsSpan(DuePrefix.Length, 15), CultureInfo.InvariantCulture);
        return new WorkEntry(row.Row, DateTimeOffset.FromUnixTimeMilliseconds(due), Wire.FromBytes<DueRow>(row.Payload.Span));
    }

    private static DeadLetter ToDead(TableRow row)
    {
        var dead = Wire.FromBytes<DeadRow>(row.Payload.Span);
        return new DeadLetter(row.Row, dead.Message, dead.Attempts, dead.At, dead.Code, dead.Reason);
    }

    private sealed record DeadRow(WorkMessage Message, int Attempts, DateTimeOffset At, string Code, string Reason);
}

/// <summary>A waiting message with its row's key.</summary>
internal sealed record WorkEntry(string Key, DateTimeOffset Due, DueRow Held)
{
    public WorkMessage Message => Held.Message;
}

/// <param name="Attempts">How often it was tried and failed.</param>
internal sealed record DueRow(WorkMessage Message, int Attempts);
