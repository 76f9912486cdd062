namespace Gallabox.Local.Tables;

/// <summary>
/// A logical table as SQL. A rowid table with an index over the keys, and not WITHOUT ROWID: there a payload of 1 KB spills to
/// overflow pages, three times the disk for a quarter of the speed.
/// </summary>
internal static class TableStatements
{
    private const string Prefix = "rows_";

    /// <summary>The logical names of all tables, as bytes.</summary>
    public const string Names = $"""
        SELECT CAST(substr(name, length('{Prefix}') + 1) AS BLOB) FROM sqlite_schema
            WHERE type = 'table' AND substr(name, 1, length('{Prefix}')) = '{Prefix}'
        """;

    public static string Create(string table) => $"""
        CREATE TABLE IF NOT EXISTS {Prefix}{table}
            (id INTEGER PRIMARY KEY, pk BLOB NOT NULL, rk BLOB NOT NULL, etag INTEGER NOT NULL, payload BLOB NOT NULL, UNIQUE (pk, rk))
        """;

    public static string Find(string table) => $"SELECT etag, payload FROM {Prefix}{table} WHERE pk = ?1 AND rk = ?2";

    public static string FindETag(string table) => $"SELECT etag FROM {Prefix}{table} WHERE pk = ?1 AND rk = ?2";

    public static string Range(string table) =>
        $"SELECT rk, etag, payload FROM {Prefix}{table} WHERE pk = ?1 AND rk >= ?2 AND rk < ?3 ORDER BY rk LIMIT ?4";

    public static string Insert(string table) =>
        $"INSERT INTO {Prefix}{table} (pk, rk, etag, payload) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING";

    public static string Replace(string table) =>
        $"UPDATE {Prefix}{table} SET etag = ?3, payload = ?4 WHERE pk = ?1 AND rk = ?2 AND etag = ?5";

    public static string Upsert(string table) => $"""
        INSERT INTO {Prefix}{table} (pk, rk, etag, payload) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (pk, rk) DO UPDATE SET etag = excluded.etag, payload = excluded.payload
        """;

    /// <summary>Without an ETag (-1, which no row has) the row goes as it is.</summary>
    public static string Delete(string table) => $"DELETE FROM {Prefix}{table} WHERE pk = ?1 AND rk = ?2 AND (?3 = -1 OR etag = ?3)";
}
