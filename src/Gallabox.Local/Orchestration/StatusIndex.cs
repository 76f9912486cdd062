using System.Globalization;
using Gallabox.Core;
using Gallabox.Core.Orchestration;
using Gallabox.Core.Tables;

namespace Gallabox.Local.Orchestration;

/// <summary>
/// One partition per status, ordered by time: running instances by when they wake, the others by when they ended or were
/// parked. Rows are hints. The row that an instance's record names is written before the record and removed after the
/// record names another; a row that no record names is harmless and is removed when it is met.
/// </summary>
internal sealed class StatusIndex(ITableStore store)
{
    public const string Table = "orchestrationindex";
    private readonly Dictionary<OrchestrationStatus, IndexWriter> writers =
        Enum.GetValues<OrchestrationStatus>().ToDictionary(status => status, status => new IndexWriter(store, Wire.Name(status)));

    /// <summary>Completes when the row is durable.</summary>
    public Task AddAsync(OrchestrationStatus status, IndexEntry entry) => writers[status].AddAsync(entry.Row);

    /// <summary>Removes the row soon; later calls of <see cref="AddAsync"/> for it are honoured.</summary>
    public void Remove(OrchestrationStatus status, IndexEntry entry) => writers[status].Remove(entry.Row);

    /// <summary>At most <paramref name="take"/> entries in order of time.</summary>
    /// <param name="after">Where to read on; null for the start.</param>
    /// <param name="before">Only entries of an earlier time.</param>
    public async Task<IReadOnlyList<IndexEntry>> ReadAsync(
        OrchestrationStatus status, IndexEntry? after, DateTimeOffset? before, int take, CancellationToken cancellation)
    {
        var range = new RowRange(After: after?.Row, Before: before is { } time ? IndexEntry.Ticks(time) : null, Take: take);
        var rows = await store.QueryAsync(Table, Wire.Name(status), range, cancellation);
        return [.. rows.Select(row => IndexEntry.Parse(row.Row))];
    }

    /// <summary>Completes when nothing is left to write.</summary>
    public Task FlushAsync() => Task.WhenAll(writers.Values.Select(writer => writer.FlushAsync()));
}

/// <summary>An instance at a time; as a row key, the ticks and the id.</summary>
internal readonly record struct IndexEntry(DateTimeOffset At, string InstanceId) : IComparable<IndexEntry>
{
    private const int Digits = 19;

    public string Row => Ticks(At) + "|" + InstanceId;

    public static string Ticks(DateTimeOffset time) => time.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);

    public static IndexEntry Parse(string row) =>
        new(new DateTimeOffset(long.Parse(row.AsSpan(0, Digits), CultureInfo.InvariantCulture), TimeSpan.Zero), row[(Digits + 1)..]);

    /// <summary>The order of the row keys.</summary>
    public int CompareTo(IndexEntry other)
    {
        var byTime = At.CompareTo(other.At);
        return byTime != 0 ? byTime : string.CompareOrdinal(InstanceId, other.InstanceId);
    }

    public static bool operator <(IndexEntry left, IndexEntry right) => left.CompareTo(right) < 0;

    public static bool operator >(IndexEntry left, IndexEntry right) => left.CompareTo(right) > 0;

    public static bool operator <=(IndexEntry left, IndexEntry right) => left.CompareTo(right) <= 0;

    public static bool operator >=(IndexEntry left, IndexEntry right) => left.CompareTo(right) >= 0;
}
