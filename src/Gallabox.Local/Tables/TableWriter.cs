using System.Globalization;
using Gallabox.Core.Tables;

namespace Gallabox.Local.Tables;

/// <summary>
/// Carries out batches on the writer's connection, inside a transaction that others share: a batch whose condition does not
/// hold leaves no trace in it.
/// </summary>
internal sealed class TableWriter(SqliteConnection connection, TableNames names) : IDisposable
{
    private readonly Dictionary<string, Statements> tables = new(StringComparer.OrdinalIgnoreCase);
    private long lastETag = ETags.Open(connection);

    /// <summary>Creates what the table needs; outside a transaction, so that no rollback takes it away again.</summary>
    public void Prepare(string table)
    {
        if (tables.ContainsKey(table))
            return;
        names.Create(connection, table);
        tables.Add(table, new Statements(connection, table));
    }

    public void Carry(PendingBatch batch)
    {
        var statements = tables[batch.Table];
        if (FirstConflict(statements, batch) is { } conflict)
        {
            batch.Refused(new TableConflictException(batch.Table, conflict));
            return;
        }

        var etags = new string?[batch.Writes.Count];
        for (var index = 0; index < etags.Length; index++)
        {
            var write = batch.Writes[index];
            if (!TryApply(statements, batch.Partition, write, out etags[index]))
            {
                // Only a batch of one comes here unchecked, so nothing of it was written.
                batch.Refused(new TableConflictException(batch.Table, write.Row));
                return;
            }
        }

        batch.Written(etags);
    }

    public void Dispose()
    {
        foreach (var statements in tables.Values)
            statements.Dispose();
    }

    /// <summary>A batch of one checks its condition while it writes; a larger one first, so that nothing needs to be undone.</summary>
    private static string? FirstConflict(Statements statements, PendingBatch batch)
    {
        if (batch.Writes.Count == 1)
            return null;
        foreach (var write in batch.Writes)
        {
            var holds = write switch
            {
                TableWrite.Insert => ETagOf(statements, batch.Partition, write.Row) is null,
                TableWrite.Replace replace => IsCurrent(replace.ETag),
                TableWrite.Delete { ETag: { } etag } => IsCurrent(etag),
                _ => true,
            };
            if (!holds)
                return write.Row;

            bool IsCurrent(string etag) => ETagOf(statements, batch.Partition, write.Row) is { } today && today == Number(etag);
        }

        return null;
    }

    private static long? ETagOf(Statements statements, string partition, string row)
    {
        statements.FindETag.Bind(1, partition);
        statements.FindETag.Bind(2, row);
        long? etag = statements.FindETag.Read() ? statements.FindETag.Integer(0) : null;
        statements.FindETag.Reset();
        return etag;
    }

    private bool TryApply(Statements statements, string partition, TableWrite write, out string? etag)
    {
        etag = null;
        if (write is TableWrite.Delete delete)
        {
            var changed = Run(statements.Delete, partition, delete.Row, delete.ETag is null ? -1 : Number(delete.ETag));
            return delete.ETag is null || changed == 1;
        }

        lastETag++;
        var written = write switch
        {
            TableWrite.Insert insert => Run(statements.Insert, partition, insert.Row, lastETag, insert.Payload.Span),
            TableWrite.Upsert upsert => Run(statements.Upsert, partition, upsert.Row, lastETag, upsert.Payload.Span),
            TableWrite.Replace replace => Replace(statements.Replace, partition, replace),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        etag = lastETag.ToString(CultureInfo.InvariantCulture);
        return written == 1;
    }

    private int Replace(SqliteStatement statement, string partition, TableWrite.Replace replace)
    {
        statement.Bind(5, Number(replace.ETag));
        return Run(statement, partition, replace.Row, lastETag, replace.Payload.Span);
    }

    private static int Run(SqliteStatement statement, string partition, string row, long etag, ReadOnlySpan<byte> payload)
    {
        statement.Bind(4, payload);
        return Run(statement, partition, row, etag);
    }

    private static int Run(SqliteStatement statement, string partition, string row, long etag)
    {
        statement.Bind(1, partition);
        statement.Bind(2, row);
        statement.Bind(3, etag);
        return statement.Execute();
    }

    /// <summary>A text that this store never gave out as an ETag is one that no row has.</summary>
    private static long Number(string etag) =>
        long.TryParse(etag, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -2;

    private sealed class Statements(SqliteConnection connection, string table) : IDisposable
    {
        public SqliteStatement FindETag { get; } = connection.Prepare(TableStatements.FindETag(table));

        public SqliteStatement Insert { get; } = connection.Prepare(TableStatements.Insert(table));

        public SqliteStatement Replace { get; } = connection.Prepare(TableStatements.Replace(table));

        public SqliteStatement Upsert { get; } = connection.Prepare(TableStatements.Upsert(table));

        public SqliteStatement Delete { get; } = connection.Prepare(TableStatements.Delete(table));

        public void Dispose()
        {
            foreach (var statement in (SqliteStatement[])[FindETag, Insert, Replace, Upsert, Delete])
                statement.Dispose();
        }
    }
}
