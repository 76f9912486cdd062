using Gallabox.Core.Tables;

namespace Gallabox.Local.Tests.Queue;

/// <summary>A store that fails from its n-th write on, before or after that write happened in turn.</summary>
internal sealed class DyingStore(InMemoryTableStore inner) : ITableStore
{
    private readonly TaskCompletionSource died = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int left = int.MaxValue;

    public Task Died => died.Task;

    public void DieAfter(int writes) => left = writes;

    public Task<TableRow?> FindAsync(string table, string partition, string row, CancellationToken cancellation) =>
        inner.FindAsync(table, partition, row, cancellation);

    public Task<IReadOnlyList<TableRow>> QueryAsync(string table, string partition, RowRange range, CancellationToken cancellation) =>
        inner.QueryAsync(table, partition, range, cancellation);

    public async Task<IReadOnlyList<string?>> WriteAsync(
        string table, string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancellation)
    {
        var number = Interlocked.Decrement(ref left);
        if (number < 0)
        {
            died.TrySetResult();
            throw new IOException("The store is dead.");
        }

        var etags = await inner.WriteAsync(table, partition, writes, cancellation);
        if (number > 0)
            return etags;
        died.TrySetResult();
        throw new IOException("The store died after it wrote.");
    }
}
