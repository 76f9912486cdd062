namespace Gallabox.Local.Queue;

/// <summary>Reads the log batch by batch. A broken frame is reported and passed, so that nothing behind it is lost or waits.</summary>
internal sealed class LogReader(EventSegments segments, LogBatch batch, ILogger log)
{
    /// <summary>Fills the batch from a place on, which lies before the limit.</summary>
    /// <param name="limit">The log's end.</param>
    /// <returns>Where to go on: always further on, also where nothing could be read.</returns>
    public LogPosition Read(LogPosition from, LogPosition limit)
    {
        batch.Clear();
        using var file = segments.Open(from.Segment, FileAccess.Read);
        var next = LogScan.Read(file, from, limit, batch);
        return next > from ? next : Pass(file, from, limit);
    }

    private LogPosition Pass(FileStream file, LogPosition from, LogPosition limit)
    {
        var isOlder = from.Segment < limit.Segment;
        var over = isOlder ? new LogPosition(segments.After(from.Segment), 0) : limit;
        if (isOlder && LogScan.IsClosed(file, from))
            return over;
        var next = LogScan.Resume(file, from, isOlder ? EventSegments.Size : limit.Offset) ?? over;
        log.LogError("The event log is broken at {Segment}:{Offset}: what was accepted there is lost, counting goes on at {NextSegment}:{NextOffset}.",
            from.Segment, from.Offset, next.Segment, next.Offset);
        return next;
    }
}
