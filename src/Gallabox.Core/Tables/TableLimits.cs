namespace Gallabox.Core.Tables;

/// <summary>The bounds of the port, checked by every adapter before it writes.</summary>
public static class TableLimits
{
    private const int MaxKey = 256;
    private const int MaxBatchBytes = 4 * 1024 * 1024 - 64 * 1024;

    /// <exception cref="ArgumentException">A bound of <see cref="ITableStore"/> is not kept; the message says which.</exception>
    public static void Check(string partition, IReadOnlyList<TableWrite> writes)
    {
        if (writes.Count is 0 or > ITableStore.MaxBatch)
            throw new ArgumentException($"A batch has 1 to {ITableStore.MaxBatch} writes, not {writes.Count}.", nameof(writes));
        CheckKey(partition);
        var seen = new HashSet<string>(writes.Count, StringComparer.Ordinal);
        var total = 0L;
        foreach (var write in writes)
        {
            CheckKey(write.Row);
            if (!seen.Add(write.Row))
                throw new ArgumentException($"A batch names the row '{write.Row}' twice.", nameof(writes));
            total += CheckPayload(write);
        }

        if (total > MaxBatchBytes)
            throw new ArgumentException($"A batch has at most {MaxBatchBytes} bytes, not {total}.", nameof(writes));
    }

    private static int CheckPayload(TableWrite write)
    {
        var size = write switch
        {
            TableWrite.Insert insert => insert.Payload.Length,
            TableWrite.Replace replace => replace.Payload.Length,
            TableWrite.Upsert upsert => upsert.Payload.Length,
            _ => 0,
        };
        return size <= ITableStore.MaxPayload
            ? size
            : throw new ArgumentException($"A payload has at most {ITableStore.MaxPayload} bytes, not {size}.", nameof(write));
    }

    private static void CheckKey(string key)
    {
        if (key.Length is 0 or > MaxKey)
            throw new ArgumentException($"A key has 1 to {MaxKey} characters, not {key.Length}.", nameof(key));
    }
}
