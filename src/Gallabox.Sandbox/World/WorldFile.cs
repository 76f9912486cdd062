using Microsoft.Data.Sqlite;

namespace Gallabox.Sandbox.World;

/// <summary>
/// One SQLite file of JSON documents. A change is on disk before <see cref="Change{T}"/> returns (WAL, synchronous FULL), all of it or
/// nothing, so the process may be killed at any moment. Changes run one after another.
/// </summary>
internal sealed class WorldFile : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly Lock gate = new();

    public WorldFile(string path)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = full, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA busy_timeout = 5000;
            CREATE TABLE IF NOT EXISTS document (
                collection TEXT NOT NULL, key TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (collection, key)) WITHOUT ROWID;
            CREATE INDEX IF NOT EXISTS document_due ON document (collection, json_extract(json, '$.due'))
                WHERE json_extract(json, '$.due') IS NOT NULL;
            """;
        command.ExecuteNonQuery();
    }

    /// <summary>Called after each commit, outside the lock.</summary>
    public Action? Committed { get; set; }

    /// <summary>Runs the change as one transaction at the given moment; an exception takes everything back.</summary>
    public T Change<T>(DateTimeOffset now, Func<WorldTransaction, T> change)
    {
        T result;
        bool written;
        lock (gate)
        {
            using var transaction = connection.BeginTransaction();
            var world = new WorldTransaction(connection, transaction, now);
            result = change(world);
            transaction.Commit();
            written = world.Written;
        }

        if (written)
            Committed?.Invoke();
        return result;
    }

    public void Dispose() => connection.Dispose();
}
