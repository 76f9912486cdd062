using System.Threading.Channels;
using Gallabox.Core;
using Gallabox.Core.Tables;

namespace Gallabox.Local.Tables;

/// <summary>
/// One thread writes for everybody: it takes what has queued up, carries it out in one transaction, and acknowledges it after
/// the commit. So one flush of the disk serves all who came while the one before was under way.
/// </summary>
internal sealed class GroupCommit : IAsyncDisposable
{
    private const int MaxWritesPerCommit = 4_000;

    // The continuation that is allowed to run inside TryWrite only wakes the writer's thread.
    private readonly Channel<PendingBatch> queue =
        Channel.CreateUnbounded<PendingBatch>(new() { SingleReader = true, AllowSynchronousContinuations = true });

    private readonly SqliteConnection connection;
    private readonly TableWriter writer;
    private readonly LogKeeper log;
    private readonly SqliteStatement begin;
    private readonly SqliteStatement commit;
    private readonly List<PendingBatch> group = [];
    private readonly Task running;

    public GroupCommit(SqliteConnection connection, TableWriter writer, LogKeeper log)
    {
        this.connection = connection;
        this.writer = writer;
        this.log = log;
        begin = connection.Prepare("BEGIN IMMEDIATE");
        commit = connection.Prepare("COMMIT");
        running = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public Task<IReadOnlyList<string?>> WriteAsync(PendingBatch batch)
    {
        ObjectDisposedException.ThrowIf(!queue.Writer.TryWrite(batch), typeof(SqliteTableStore));
        return batch.Task;
    }

    /// <summary>Accepts nothing more, and returns when what was accepted is committed.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await running;
        begin.Dispose();
        commit.Dispose();
    }

    private void Run()
    {
        try
        {
            while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            {
                Collect();
                Commit();
                group.Clear();
            }
        }
        catch (Exception bug)
        {
            Abandon(bug);
            throw;
        }
    }

    private void Collect()
    {
        for (var writes = 0; writes < MaxWritesPerCommit && queue.Reader.TryRead(out var batch); writes += batch.Writes.Count)
            group.Add(batch);
    }

    private void Commit()
    {
        try
        {
            foreach (var batch in group)
                writer.Prepare(batch.Table);
            begin.Execute();
            foreach (var batch in group)
                writer.Carry(batch);
            commit.Execute();
        }
        catch (TransientFailureException failure)
        {
            if (!connection.IsAutocommit)
                connection.Execute("ROLLBACK");
            foreach (var batch in group)
                batch.SetException(new TransientFailureException(failure.Code, failure.Message, failure));
            return;
        }

        foreach (var batch in group)
            batch.Acknowledge();
        log.Committed();
    }

    /// <summary>A bug ends the writer; nobody is left waiting for it.</summary>
    private void Abandon(Exception bug)
    {
        queue.Writer.TryComplete(bug);
        while (queue.Reader.TryRead(out var batch))
            group.Add(batch);
        foreach (var batch in group)
            batch.TrySetException(bug);
    }
}
