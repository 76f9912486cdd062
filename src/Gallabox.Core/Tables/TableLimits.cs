using System.Buffers;

namespace Gallabox.Core.Tables;

/// <summary>The bounds of the port, checked by every adapter before it reads or writes.</summary>
/// <remarks>Each check throws an <see cref="ArgumentException"/> that names the bound.</remarks>
public static class TableLimits
{
    private const int MaxKey = 256;
    private const int MaxTake = 1_000;

    private static readonly SearchValues<char> letters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    public static void Check(string table, string partition, string row)
    {
        CheckTable(table);
        CheckKey(partition);
        CheckKey(row);
    }

    public static void Check(string table, string partition, RowRange range)
    {
        CheckTable(table);
        CheckKey(partition);
        if (range.Take is < 1 or > MaxTake)
            throw new ArgumentException($"A query takes 1 to {MaxTake} rows, not {range.Take}.", nameof(range));
        foreach (var bound in (string?[])[range.From, range.After, range.Before])
            if (bound?.Length > MaxKey + 1)
                throw new ArgumentException($"A bound has at most {MaxKey + 1} characters, not {bound.Length}.", nameof(range));
    }

    public static void Check(string table, string partition, IReadOnlyList<TableWrite> writes)
    {
        CheckTable(table);
        CheckKey(partition);
        if (writes.Count is 0 or > ITableStore.MaxBatch)
            throw new ArgumentException($"A batch has 1 to {ITableStore.MaxBatch} writes, not {writes.Count}.", nameof(writes));
        if (writes.Count > 1)
            CheckDistinct(writes);
        var total = 0;
        foreach (var write in writes)
        {
            CheckKey(write.Row);
            total += CheckPayload(write);
        }

        if (total > ITableStore.MaxBatchPayload)
            throw new ArgumentException($"A batch has at most {ITableStore.MaxBatchPayload} bytes, not {total}.", nameof(writes));
    }

    private static void CheckDistinct(IReadOnlyList<TableWrite> writes)
    {
        var seen = new HashSet<string>(writes.Count, StringComparer.Ordinal);
        foreach (var write in writes)
            if (!seen.Add(write.Row))
                throw new ArgumentException($"A batch names the row '{write.Row}' twice.", nameof(writes));
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

    private static void CheckTable(string table)
    {
        if (table.Length is < 3 or > 63 || !char.IsAsciiLetter(table[0]) || table.AsSpan().ContainsAnyExcept(letters))
            throw new ArgumentException($"A table's name is 3 to 63 ASCII letters and digits, a letter first, not '{table}'.", nameof(table));
    }

    private static void CheckKey(string key)
    {
        if (key.Length is 0 or > MaxKey)
            throw new ArgumentException($"A key has 1 to {MaxKey} characters, not {key.Length}.", nameof(key));
        if (key.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') && HasLoneSurrogate(key))
            throw new ArgumentException("A key has no lone surrogates.", nameof(key));
    }

    private static bool HasLoneSurrogate(string key)
    {
        for (var index = 0; index < key.Length; index += char.IsHighSurrogate(key[index]) ? 2 : 1)
            if (char.IsSurrogate(key[index]) && !char.IsSurrogatePair(key, index))
                return true;
        return false;
    }
}
