namespace Gallabox.Local.Tables;

/// <summary>
/// ETags only ever grow, also over restarts and for a row that was deleted and came back: the upper bits count the openings
/// of the database, the lower 40 the writes since.
/// </summary>
internal static class ETags
{
    /// <summary>Counts this opening, durably, and answers the number after which its ETags start.</summary>
    public static long Open(SqliteConnection connection)
    {
        connection.Execute("CREATE TABLE IF NOT EXISTS openings (id INTEGER PRIMARY KEY CHECK (id = 1), count INTEGER NOT NULL)");
        connection.Execute("INSERT INTO openings VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET count = count + 1");
        using var statement = connection.Prepare("SELECT count FROM openings");
        statement.Read();
        return statement.Integer(0) << 40;
    }
}
