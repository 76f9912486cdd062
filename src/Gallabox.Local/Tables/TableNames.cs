using System.Collections.Concurrent;
using System.Text;

namespace Gallabox.Local.Tables;

/// <summary>The tables that exist: readers need not ask SQLite for one that nobody has written to.</summary>
internal sealed class TableNames
{
    private readonly ConcurrentDictionary<string, bool> known = new(StringComparer.OrdinalIgnoreCase);

    public bool Contains(string table) => known.ContainsKey(table);

    /// <summary>Reads the names of a database just opened. The cost does not depend on the number of rows.</summary>
    public static TableNames Read(SqliteConnection connection)
    {
        var names = new TableNames();
        using var statement = connection.Prepare(TableStatements.Names);
        while (statement.Read())
            names.known[Encoding.UTF8.GetString(statement.Blob(0))] = true;
        return names;
    }

    public void Create(SqliteConnection connection, string table)
    {
        connection.Execute(TableStatements.Create(table));
        known[table] = true;
    }
}
