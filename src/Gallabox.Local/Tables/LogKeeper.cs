namespace Gallabox.Local.Tables;

/// <summary>
/// Keeps the write-ahead log short with little work on the commit path: most of it is copied to the database beside the writer,
/// and the writer itself copies only what came meanwhile, which lets it start the log afresh.
/// </summary>
internal sealed class LogKeeper(string file, SqliteConnection writer) : IAsyncDisposable
{
    private const int PagesPerCopy = 2_000;
    private const int PagesToRestart = 8_000;

    private readonly SqliteConnection copier = SqliteConnection.OpenForWriting(file);
    private Task copying = Task.CompletedTask;
    private int pages;
    private int pagesSinceCopy;

    /// <summary>To be called by the writer after each commit, outside a transaction.</summary>
    public void Committed()
    {
        var written = writer.TakeWrittenPages();
        pages += written;
        pagesSinceCopy += written;
        if (pagesSinceCopy < PagesPerCopy || !copying.IsCompleted)
            return;
        pagesSinceCopy = 0;
        if (pages >= PagesToRestart)
            pages = writer.Checkpoint();
        else
            copying = Task.Run(copier.Checkpoint);
    }

    public async ValueTask DisposeAsync()
    {
        await copying;
        copier.Dispose();
    }
}
