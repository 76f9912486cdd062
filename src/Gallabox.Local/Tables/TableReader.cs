using System.Globalization;
using Gallabox.Core.Tables;

namespace Gallabox.Local.Tables;

/// <summary>A reading connection with its prepared statements; each read sees all that was acknowledged before it began.</summary>
internal sealed class TableReader(string file) : IDisposable
{
    // Sorts after every key: no UTF-8 lead byte is larger than 0xF4.
    private static readonly byte[] beyondAllKeys = [0xFF];

    private readonly SqliteConnection connection = Open(file);
    private readonly Dictionary<string, (SqliteStatement Find, SqliteStatement Range)> tables = new(StringComparer.OrdinalIgnoreCase);

    public TableRow? Find(string table, string partition, string row)
    {
        var find = StatementsOf(table).Find;
        find.Bind(1, partition);
        find.Bind(2, row);
        if (!find.Read())
            return null;
        var found = new TableRow(partition, row, find.Blob(1).ToArray(), ETag(find.Integer(0)));
        find.Reset();
        return found;
    }

    public List<TableRow> Range(string table, string partition, RowRange range)
    {
        var select = StatementsOf(table).Range;
        select.Bind(1, partition);
        BindStart(select, range);
        if (range.Before is null)
            select.Bind(3, beyondAllKeys);
        else
            select.Bind(3, range.Before);
        select.Bind(4, range.Take);
        var rows = new List<TableRow>();
        while (select.Read())
            rows.Add(new TableRow(partition, OrdinalKey.Decode(select.Blob(0)), select.Blob(2).ToArray(), ETag(select.Integer(1))));
        return rows;
    }

    public void Dispose()
    {
        foreach (var (find, range) in tables.Values)
        {
            find.Dispose();
            range.Dispose();
        }

        connection.Dispose();
    }

    /// <summary>There are as many readers as reads at once, and the system keeps the file's pages anyway: 512 KiB each.</summary>
    private static SqliteConnection Open(string file)
    {
        var connection = SqliteConnection.OpenForReading(file);
        connection.Execute("PRAGMA cache_size = -512");
        return connection;
    }

    /// <summary>After a key means from its successor on, which is the key and a zero byte.</summary>
    private static void BindStart(SqliteStatement select, RowRange range)
    {
        if (range.After is not null && string.CompareOrdinal(range.After, range.From) >= 0)
            select.Bind(2, range.After, [0]);
        else
            select.Bind(2, range.From ?? "");
    }

    private static string ETag(long number) => number.ToString(CultureInfo.InvariantCulture);

    private (SqliteStatement Find, SqliteStatement Range) StatementsOf(string table)
    {
        if (!tables.TryGetValue(table, out var statements))
        {
            statements = (connection.Prepare(TableStatements.Find(table)), connection.Prepare(TableStatements.Range(table)));
            tables.Add(table, statements);
        }

        return statements;
    }
}
