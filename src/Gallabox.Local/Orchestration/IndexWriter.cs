using Gallabox.Core.Tables;

namespace Gallabox.Local.Orchestration;

/// <summary>
/// Writes the rows of one index partition in the order of the calls, many in one batch: whatever comes while a batch is
/// being written goes with the next.
/// </summary>
internal sealed class IndexWriter(ITableStore store, string partition)
{
    private static readonly ReadOnlyMemory<byte> Empty = "{}"u8.ToArray();
    private readonly Lock gate = new();
    private Batch waiting = new();
    private Task writing = Task.CompletedTask;

    public Task AddAsync(string row) => Enlist(new TableWrite.Upsert(row, Empty));

    public void Remove(string row) => Enlist(new TableWrite.Delete(row));

    public async Task FlushAsync()
    {
        while (Current() is { IsCompleted: false } current)
            await current;
    }

    private Task Current()
    {
        lock (gate)
            return writing;
    }

    private Task Enlist(TableWrite write)
    {
        lock (gate)
        {
            var batch = waiting;
            batch.Writes[write.Row] = write;
            if (writing.IsCompleted)
                writing = Task.Run(WriteAllAsync);
            return batch.Written.Task;
        }
    }

    private async Task WriteAllAsync()
    {
        while (Take() is { } batch)
        {
            var write = WriteAsync(batch.Writes.Values);
            await write.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // Whoever needed a row learns of the failure; a removal that failed leaves a harmless row.
            if (write.IsCompletedSuccessfully)
                batch.Written.SetResult();
            else
                batch.Written.SetException(write.Exception?.InnerException ?? new TaskCanceledException(write));
        }
    }

    private Batch? Take()
    {
        lock (gate)
        {
            if (waiting.Writes.Count == 0)
            {
                writing = Task.CompletedTask;
                return null;
            }

            var taken = waiting;
            waiting = new Batch();
            return taken;
        }
    }

    private async Task WriteAsync(IEnumerable<TableWrite> writes)
    {
        foreach (var chunk in writes.Chunk(ITableStore.MaxBatch))
            await store.WriteAsync(StatusIndex.Table, partition, chunk, CancellationToken.None);
    }

    private sealed class Batch
    {
        public Dictionary<string, TableWrite> Writes { get; } = new(StringComparer.Ordinal);

        public TaskCompletionSource Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
