namespace Gallabox.Core.Tables;

/// <summary>
/// Azure Table Storage's own model, as a port. A table's name is 3 to 63 ASCII letters and digits, a letter first; tables come
/// into being with their first row. Partition and row keys are 1 to 256 characters of any kind but lone
/// surrogates; rows of a partition are ordered by the ordinal order of their row keys. A payload is at most
/// <see cref="MaxPayload"/> bytes. Every write is durable when it returns.
/// </summary>
public interface ITableStore
{
    /// <summary>The most bytes a row's payload may have: 1 MiB less 64 KiB, so that keys and columns fit Azure's entity limit.</summary>
    const int MaxPayload = 960 * 1024;

    /// <summary>The most writes a batch may have.</summary>
    const int MaxBatch = 100;

    /// <summary>
    /// The most payload bytes a batch may have, 2.75 MiB: Azure's 4 MiB are those of the request, which carries them in base64
    /// (a third more) beside the keys.
    /// </summary>
    const int MaxBatchPayload = 2_816 * 1024;

    /// <summary>The row, or null.</summary>
    Task<TableRow?> FindAsync(string table, string partition, string row, CancellationToken cancellation);

    /// <summary>
    /// Rows of one partition in ascending order of their row keys, at most <see cref="RowRange.Take"/>. To read on, ask again
    /// from after the last key. Fewer rows than asked for means that the range is exhausted.
    /// </summary>
    Task<IReadOnlyList<TableRow>> QueryAsync(string table, string partition, RowRange range, CancellationToken cancellation);

    /// <summary>
    /// Carries out 1 to <see cref="MaxBatch"/> writes on different rows of one partition as one transaction: all, or none.
    /// Answers the new ETag of each written row, null for a deleted one, in order.
    /// </summary>
    /// <exception cref="TableConflictException">A condition did not hold; nothing was written.</exception>
    /// <exception cref="ArgumentException">Too many writes, a row twice, a payload or the whole batch too large, a name or key out of bounds.</exception>
    /// <exception cref="TransientFailureException">The store did not answer; the outcome is unknown.</exception>
    Task<IReadOnlyList<string?>> WriteAsync(string table, string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancellation);
}

/// <param name="ETag">Opaque; changes with every write of the row.</param>
public sealed record TableRow(string Partition, string Row, ReadOnlyMemory<byte> Payload, string ETag);

/// <summary>A half-open range of row keys: after, or from, up to but not including.</summary>
/// <param name="From">The first key, inclusive; null for the start.</param>
/// <param name="After">Instead of <paramref name="From"/>: the key after which to start.</param>
/// <param name="Before">The first key that is no longer meant; null for the end.</param>
/// <param name="Take">At most so many rows, 1 to 1000.</param>
public sealed record RowRange(string? From = null, string? After = null, string? Before = null, int Take = 1000)
{
    /// <summary>All keys that start with a prefix of printable ASCII.</summary>
    public static RowRange Prefix(string prefix, string? after = null, int take = 1000) =>
        new(From: after is null ? prefix : null, After: after, Before: prefix + '\uFFFF', Take: take);
}

/// <summary>One write of a batch.</summary>
public abstract record TableWrite(string Row)
{
    /// <summary>The row must not exist.</summary>
    public sealed record Insert(string Row, ReadOnlyMemory<byte> Payload) : TableWrite(Row);

    /// <summary>The row must exist with that ETag.</summary>
    public sealed record Replace(string Row, ReadOnlyMemory<byte> Payload, string ETag) : TableWrite(Row);

    /// <summary>The row is written whether it exists or not.</summary>
    public sealed record Upsert(string Row, ReadOnlyMemory<byte> Payload) : TableWrite(Row);

    /// <summary>With an ETag: the row must exist with it. Without: the row is gone afterwards, whether it existed or not.</summary>
    public sealed record Delete(string Row, string? ETag = null) : TableWrite(Row);
}

/// <summary>A condition of a write did not hold: the row existed, was missing, or had changed.</summary>
public sealed class TableConflictException(string table, string row, Exception? inner = null)
    : Exception($"A row of '{table}' was not as expected: '{row}'.", inner)
{
    public string Table { get; } = table;

    /// <summary>The first row of the batch whose condition did not hold.</summary>
    public string Row { get; } = row;
}
