using System.Collections.Concurrent;
using Gallabox.Core.Tables;

namespace Gallabox.Local.Tables;

/// <summary>Reading connections, opened as there are readers at once and kept for the next ones.</summary>
internal sealed class TableReaders(string file) : IDisposable
{
    private readonly ConcurrentBag<TableReader> idle = [];
    private volatile bool closed;

    public TableRow? Find(string table, string partition, string row)
    {
        var reader = Take();
        try
        {
            return reader.Find(table, partition, row);
        }
        finally
        {
            Return(reader);
        }
    }

    public List<TableRow> Range(string table, string partition, RowRange range)
    {
        var reader = Take();
        try
        {
            return reader.Range(table, partition, range);
        }
        finally
        {
            Return(reader);
        }
    }

    public void Dispose()
    {
        closed = true;
        while (idle.TryTake(out var reader))
            reader.Dispose();
    }

    private TableReader Take()
    {
        ObjectDisposedException.ThrowIf(closed, typeof(SqliteTableStore));
        return idle.TryTake(out var reader) ? reader : new TableReader(file);
    }

    private void Return(TableReader reader)
    {
        idle.Add(reader);
        if (closed)
            Dispose();
    }
}
