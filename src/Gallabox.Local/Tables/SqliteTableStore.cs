using Gallabox.Core;
using Gallabox.Core.Tables;

namespace Gallabox.Local.Tables;

/// <summary>
/// The table store of the one-process host: a SQLite file in the data folder. Writes of concurrent callers share commits, each
/// flushed to the disk before its callers are told; reads go on beside them. Opening costs the same for a full store as for an empty one.
/// </summary>
public sealed class SqliteTableStore : ITableStore, IAsyncDisposable
{
    private readonly FolderLock folderLock;
    private readonly SqliteConnection connection;
    private readonly TableNames names;
    private readonly TableReaders readers;
    private readonly TableWriter writer;
    private readonly LogKeeper log;
    private readonly GroupCommit commits;

    private SqliteTableStore(string file, FolderLock folderLock, SqliteConnection connection)
    {
        this.folderLock = folderLock;
        this.connection = connection;
        connection.Execute("PRAGMA journal_mode = WAL");
        connection.Execute("PRAGMA synchronous = FULL");
        connection.Execute("PRAGMA wal_autocheckpoint = 0"); // LogKeeper does it, off the commit path
        connection.Execute("PRAGMA cache_size = -16384"); // 16 MiB, so that busy index pages stay at hand
        names = TableNames.Read(connection);
        writer = new TableWriter(connection, names);
        readers = new TableReaders(file);
        log = new LogKeeper(file, connection);
        commits = new GroupCommit(connection, writer, log);
    }

    /// <summary>Opens or creates <c>tables.db</c> in a folder, which it creates where needed and holds until it is disposed.</summary>
    /// <exception cref="NeedsPersonException">Another host has the folder, or it may not be written.</exception>
    public static SqliteTableStore Open(string folder)
    {
        var folderLock = FolderLock.Take(folder);
        SqliteConnection? connection = null;
        try
        {
            var file = Path.Combine(folder, "tables.db");
            connection = SqliteConnection.OpenForWriting(file);
            return new SqliteTableStore(file, folderLock, connection);
        }
        catch
        {
            connection?.Dispose();
            folderLock.Dispose();
            throw;
        }
    }

    public Task<TableRow?> FindAsync(string table, string partition, string row, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        TableLimits.Check(table, partition, row);
        return Task.FromResult(names.Contains(table) ? readers.Find(table, partition, row) : null);
    }

    public Task<IReadOnlyList<TableRow>> QueryAsync(string table, string partition, RowRange range, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        TableLimits.Check(table, partition, range);
        return Task.FromResult<IReadOnlyList<TableRow>>(names.Contains(table) ? readers.Range(table, partition, range) : []);
    }

    /// <remarks>Once under way, a write is not cancelled: the caller would not learn whether it happened.</remarks>
    public Task<IReadOnlyList<string?>> WriteAsync(
        string table, string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        TableLimits.Check(table, partition, writes);
        return commits.WriteAsync(new PendingBatch(table, partition, writes));
    }

    /// <summary>Commits what was accepted, moves the log into the database, and gives the folder free.</summary>
    public async ValueTask DisposeAsync()
    {
        await commits.DisposeAsync();
        await log.DisposeAsync();
        readers.Dispose();
        writer.Dispose();
        connection.Dispose();
        folderLock.Dispose();
    }
}
