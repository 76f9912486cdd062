namespace Gallabox.Core.Tables;

/// <summary>The single-row calls, all over the batch, and typed rows.</summary>
public static class TableStoreExtensions
{
    /// <summary>Inserts one row. False: it existed.</summary>
    public static async Task<bool> TryInsertAsync<T>(
        this ITableStore store, string table, string partition, string row, T value, CancellationToken cancellation)
    {
        try
        {
            await store.WriteAsync(table, partition, [new TableWrite.Insert(row, Wire.ToBytes(value))], cancellation);
            return true;
        }
        catch (TableConflictException)
        {
            return false;
        }
    }

    public static async Task<string> UpsertAsync<T>(
        this ITableStore store, string table, string partition, string row, T value, CancellationToken cancellation) =>
        (await store.WriteAsync(table, partition, [new TableWrite.Upsert(row, Wire.ToBytes(value))], cancellation))[0]!;

    public static async Task DeleteAsync(this ITableStore store, string table, string partition, string row, CancellationToken cancellation) =>
        await store.WriteAsync(table, partition, [new TableWrite.Delete(row)], cancellation);

    /// <summary>The row's value with its ETag, or null.</summary>
    public static async Task<Stored<T>?> FindAsync<T>(
        this ITableStore store, string table, string partition, string row, CancellationToken cancellation) =>
        await store.FindAsync(table, partition, row, cancellation) is { } found ? Stored<T>.Of(found) : null;

    /// <summary>
    /// Reads, decides, writes under the ETag, and starts again when somebody else wrote in between. The decision may run
    /// several times. Null from the decision: nothing is written. At most 100 rounds.
    /// </summary>
    /// <returns>What is stored afterwards.</returns>
    public static async Task<T?> ChangeAsync<T>(
        this ITableStore store, string table, string partition, string row, Func<T?, T?> decide, CancellationToken cancellation)
        where T : class
    {
        for (var round = 0; ; round++)
        {
            var found = await store.FindAsync<T>(table, partition, row, cancellation);
            if (decide(found?.Value) is not { } next)
                return found?.Value;
            TableWrite write = found is null
                ? new TableWrite.Insert(row, Wire.ToBytes(next))
                : new TableWrite.Replace(row, Wire.ToBytes(next), found.ETag);
            try
            {
                await store.WriteAsync(table, partition, [write], cancellation);
                return next;
            }
            catch (TableConflictException) when (round < 100)
            {
            }
        }
    }
}

/// <summary>A typed row as read.</summary>
public sealed record Stored<T>(string Row, T Value, string ETag)
{
    public static Stored<T> Of(TableRow row) => new(row.Row, Wire.FromBytes<T>(row.Payload.Span), row.ETag);
}
