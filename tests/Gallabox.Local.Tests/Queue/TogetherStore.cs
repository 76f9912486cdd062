using Gallabox.Core.Tables;

namespace Gallabox.Local.Tests.Queue;

/// <summary>A store that answers no write to a table before so many are under way.</summary>
internal sealed class TogetherStore(InMemoryTableStore inner, string slowTable, int together) : ITableStore
{
    private readonly TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int waiting;

    public Task<TableRow?> FindAsync(string table, string partition, string row, CancellationToken cancellation) =>
        inner.FindAsync(table, partition, row, cancellation);

    public Task<IReadOnlyList<TableRow>> QueryAsync(string table, string partition, RowRange range, CancellationToken cancellation) =>
        inner.QueryAsync(table, partition, range, cancellation);

    public async Task<IReadOnlyList<string?>> WriteAsync(
        string table, string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancellation)
    {
        if (table == slowTable && Interlocked.Increment(ref waiting) == together)
            all.SetResult();
        if (table == slowTable)
            await all.Task.WaitAsync(cancellation);
        return await inner.WriteAsync(table, partition, writes, cancellation);
    }
}
