using Gallabox.Core.Tables;

namespace Gallabox.Benchmarks.Metering;

/// <summary>Counts what passes through to a store.</summary>
internal sealed class CountingStore(ITableStore inner) : ITableStore
{
    private long transactions;
    private long rowsRead;

    public long Transactions => Interlocked.Read(ref transactions);

    public long RowsRead => Interlocked.Read(ref rowsRead);

    public Task<TableRow?> FindAsync(string table, string partition, string row, CancellationToken cancellation)
    {
        Interlocked.Increment(ref rowsRead);
        return inner.FindAsync(table, partition, row, cancellation);
    }

    public async Task<IReadOnlyList<TableRow>> QueryAsync(string table, string partition, RowRange range, CancellationToken cancellation)
    {
        var rows = await inner.QueryAsync(table, partition, range, cancellation);
        Interlocked.Add(ref rowsRead, rows.Count);
        return rows;
    }

    public Task<IReadOnlyList<string?>> WriteAsync(string table, string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancellation)
    {
        Interlocked.Increment(ref transactions);
        return inner.WriteAsync(table, partition, writes, cancellation);
    }
}
