using SQLitePCL;
using static SQLitePCL.raw;

namespace Gallabox.Local.Tables;

/// <summary>A prepared statement that is run again and again on its connection's thread. Parameters count from 1, columns from 0.</summary>
internal sealed class SqliteStatement(sqlite3 connection, sqlite3_stmt statement) : IDisposable
{
    public void Bind(int parameter, long value) => Check(sqlite3_bind_int64(statement, parameter, value));

    public void Bind(int parameter, ReadOnlySpan<byte> value) => Check(value.IsEmpty
        ? sqlite3_bind_zeroblob(statement, parameter, 0) // an empty span would bind NULL
        : sqlite3_bind_blob(statement, parameter, value));

    /// <summary>Binds a key in the form that <see cref="OrdinalKey"/> gives it, with <paramref name="suffix"/> after it.</summary>
    public void Bind(int parameter, string key, ReadOnlySpan<byte> suffix = default)
    {
        Span<byte> encoded = stackalloc byte[OrdinalKey.MaxBytes(key.Length) + suffix.Length];
        var length = OrdinalKey.Encode(key, encoded);
        suffix.CopyTo(encoded[length..]);
        Bind(parameter, encoded[..(length + suffix.Length)]);
    }

    /// <summary>Runs a statement that answers no rows, and counts the rows that it changed.</summary>
    public int Execute()
    {
        var outcome = sqlite3_step(statement);
        sqlite3_reset(statement);
        return outcome == SQLITE_DONE ? sqlite3_changes(connection) : throw SqliteFailure.Of(connection, outcome);
    }

    /// <summary>Moves to the next row of the answer. After the last one the statement is ready for its next run.</summary>
    public bool Read()
    {
        var outcome = sqlite3_step(statement);
        if (outcome == SQLITE_ROW)
            return true;
        sqlite3_reset(statement);
        return outcome == SQLITE_DONE ? false : throw SqliteFailure.Of(connection, outcome);
    }

    /// <summary>Leaves the answer before its end; the read transaction ends with it.</summary>
    public void Reset() => sqlite3_reset(statement);

    public long Integer(int column) => sqlite3_column_int64(statement, column);

    public ReadOnlySpan<byte> Blob(int column) => sqlite3_column_blob(statement, column);

    public void Dispose() => statement.Dispose();

    private void Check(int outcome)
    {
        if (outcome != SQLITE_OK)
            throw SqliteFailure.Of(connection, outcome);
    }
}
