using Gallabox.Core.Tables;

namespace Gallabox.Local.Queue;

/// <summary>The row in the table store that says up to where the log was worked off.</summary>
internal sealed class KeptPlace(ITableStore tables, EventLog events, ILogger log)
{
    private const string Table = "eventlog";

    /// <summary>
    /// Where to begin. A place that is not one of this log is of another one, which was lost or replaced by an older copy: then
    /// everything that is there is read again, as what was counted already counts once.
    /// </summary>
    public async Task<LogPosition> FindAsync(CancellationToken cancellation)
    {
        var row = await tables.FindAsync<Row>(Table, "place", "place", cancellation);
        var (first, end) = (new LogPosition(events.Segments.First ?? 1, 0), events.End);
        if (row is null)
            return first;
        var kept = new LogPosition(row.Value.Segment, row.Value.Offset);
        if (IsOfLog(kept, end))
            return kept;
        log.LogWarning(
            "The event log was counted up to {Segment}:{Offset}, where the log that is there now ({First} to {End}) has no frame: all of it is read again.",
            kept.Segment, kept.Offset, $"{first.Segment}:{first.Offset}", $"{end.Segment}:{end.Offset}");
        return first;
    }

    public Task KeepAsync(LogPosition at, CancellationToken cancellation) =>
        tables.UpsertAsync(Table, "place", "place", new Row(at.Segment, at.Offset), cancellation);

    /// <summary>Whether a frame begins there, or the log or its segment ends.</summary>
    private bool IsOfLog(LogPosition at, LogPosition end)
    {
        if (at >= end || !events.Segments.Has(at.Segment))
            return at == end;
        using var file = events.Segments.Open(at.Segment, FileAccess.Read);
        return LogScan.IsClosed(file, at) || LogScan.Read(file, at, end, new LogBatch(1)) > at;
    }

    private sealed record Row(long Segment, int Offset);
}
