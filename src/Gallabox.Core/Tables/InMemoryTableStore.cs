namespace Gallabox.Core.Tables;

/// <summary>The port in memory, for tests: the same promises but durability.</summary>
public sealed class InMemoryTableStore : ITableStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Table, string Partition), SortedList<string, TableRow>> partitions = [];
    private long lastETag;

    public Task<TableRow?> FindAsync(string table, string partition, string row, CancellationToken cancellation)
    {
        TableLimits.Check(table, partition, row);
        lock (gate)
            return Task.FromResult(partitions.GetValueOrDefault((table, partition))?.GetValueOrDefault(row));
    }

    public Task<IReadOnlyList<TableRow>> QueryAsync(string table, string partition, RowRange range, CancellationToken cancellation)
    {
        TableLimits.Check(table, partition, range);
        lock (gate)
        {
            var rows = partitions.GetValueOrDefault((table, partition))?.Values ?? [];
            IReadOnlyList<TableRow> found = [.. rows
                .Where(row => (range.From is null || string.CompareOrdinal(row.Row, range.From) >= 0)
                    && (range.After is null || string.CompareOrdinal(row.Row, range.After) > 0)
                    && (range.Before is null || string.CompareOrdinal(row.Row, range.Before) < 0))
                .Take(range.Take)];
            return Task.FromResult(found);
        }
    }

    public Task<IReadOnlyList<string?>> WriteAsync(
        string table, string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancellation)
    {
        TableLimits.Check(table, partition, writes);
        lock (gate)
        {
            if (!partitions.TryGetValue((table, partition), out var rows))
                partitions[(table, partition)] = rows = new SortedList<string, TableRow>(StringComparer.Ordinal);
            foreach (var write in writes)
                if (!Holds(write, rows.GetValueOrDefault(write.Row)))
                    throw new TableConflictException(table, write.Row);
            return Task.FromResult<IReadOnlyList<string?>>([.. writes.Select(write => Apply(partition, rows, write))]);
        }
    }

    private static bool Holds(TableWrite write, TableRow? today) => write switch
    {
        TableWrite.Insert => today is null,
        TableWrite.Replace replace => today?.ETag == replace.ETag,
        TableWrite.Delete { ETag: { } etag } => today?.ETag == etag,
        _ => true,
    };

    private string? Apply(string partition, SortedList<string, TableRow> rows, TableWrite write)
    {
        ReadOnlyMemory<byte>? payload = write switch
        {
            TableWrite.Insert insert => insert.Payload,
            TableWrite.Replace replace => replace.Payload,
            TableWrite.Upsert upsert => upsert.Payload,
            _ => (ReadOnlyMemory<byte>?)null,
        };
        if (payload is null)
        {
            rows.Remove(write.Row);
            return null;
        }

        var etag = (++lastETag).ToString(System.Globalization.CultureInfo.InvariantCulture);
        rows[write.Row] = new TableRow(partition, write.Row, payload.Value.ToArray(), etag);
        return etag;
    }
}
