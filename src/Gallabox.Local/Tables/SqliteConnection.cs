using SQLitePCL;
using static SQLitePCL.raw;

namespace Gallabox.Local.Tables;

/// <summary>
/// One connection, used by one thread at a time. It talks to SQLite without ADO.NET in between: parameters are spans, so a
/// write allocates nothing here.
/// </summary>
internal sealed class SqliteConnection : IDisposable
{
    private readonly sqlite3 handle;

    static SqliteConnection() => Batteries_V2.Init();

    private SqliteConnection(sqlite3 handle) => this.handle = handle;

    public static SqliteConnection OpenForWriting(string file) => Open(file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);

    public static SqliteConnection OpenForReading(string file) => Open(file, SQLITE_OPEN_READONLY);

    public void Execute(string sql)
    {
        if (sqlite3_exec(handle, sql) is var outcome and not SQLITE_OK)
            throw SqliteFailure.Of(handle, outcome);
    }

    public SqliteStatement Prepare(string sql)
    {
        var outcome = sqlite3_prepare_v3(handle, sql, SQLITE_PREPARE_PERSISTENT, out var statement);
        return outcome == SQLITE_OK ? new SqliteStatement(handle, statement) : throw SqliteFailure.Of(handle, outcome);
    }

    /// <summary>True outside a transaction, also after SQLite rolled one back by itself (disk full, disk error).</summary>
    public bool IsAutocommit => sqlite3_get_autocommit(handle) != 0;

    /// <summary>Pages that this connection wrote to the write-ahead log since the last call.</summary>
    public int TakeWrittenPages()
    {
        _ = sqlite3_db_status(handle, SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, 1);
        return pages;
    }

    /// <summary>
    /// Copies what it can from the log to the database without waiting for anybody. A busy database is not a failure: the
    /// next checkpoint does the rest; and a broken disk shows at the next commit, whose caller can be told.
    /// </summary>
    /// <returns>Pages that the log still needs: 0 when the next write starts it afresh.</returns>
    public int Checkpoint()
    {
        var outcome = sqlite3_wal_checkpoint_v2(handle, "main", SQLITE_CHECKPOINT_PASSIVE, out var pages, out var copied);
        return outcome == SQLITE_OK && pages == copied ? 0 : Math.Max(pages, 0);
    }

    public void Dispose() => handle.Dispose();

    private static SqliteConnection Open(string file, int mode)
    {
        var outcome = sqlite3_open_v2(file, out var handle, mode | SQLITE_OPEN_NOMUTEX, null);
        if (outcome != SQLITE_OK)
        {
            using (handle)
                throw SqliteFailure.Of(handle, outcome);
        }

        _ = sqlite3_busy_timeout(handle, 10_000);
        return new SqliteConnection(handle);
    }
}
