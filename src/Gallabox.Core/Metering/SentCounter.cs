using Gallabox.Core.Tables;

namespace Gallabox.Core.Metering;

/// <summary>
/// Counts sent messages, each once whatever comes twice, late or out of order: a duplicate carries the same timestamp, so it
/// meets its own hash among those of its hour. One conditional transaction a batch; only the chunk that grows is ever rewritten.
/// </summary>
internal sealed class SentCounter(ITableStore tables)
{
    /// <summary>Bytes held of busy numbers: an hour of one that sends 1000 messages a second, the most that Meta lets through, fits.</summary>
    private const int MaxHeld = 64 * 1024 * 1024;

    private readonly SentRows rows = new(tables);
    private readonly StateCache<ClosedHashes> cache = new(MaxHeld);

    /// <summary>The figures of a number; null where none was ever counted.</summary>
    public async Task<SentHead?> ReadAsync(string partition, int oldestHour, CancellationToken cancellation) =>
        await rows.FindHeadAsync(partition, cancellation) is { } row ? SentHead.Read(row.Payload.Span, oldestHour) : null;

    /// <param name="sent">Ordered and each once; at most 100,000.</param>
    /// <param name="lastPaid">The latest paid message among the events, seconds; 0: none.</param>
    /// <param name="oldestHour">Hours before it no longer count and are forgotten.</param>
    public async Task CountAsync(string partition, ReadOnlyMemory<SentMessage> sent, uint lastPaid, int oldestHour, CancellationToken cancellation)
    {
        while (!await TryCountAsync(partition, sent, lastPaid, oldestHour, cancellation))
        {
        }
    }

    /// <summary>False: somebody else counted for this number meanwhile.</summary>
    private async Task<bool> TryCountAsync(
        string partition, ReadOnlyMemory<SentMessage> sent, uint lastPaid, int oldestHour, CancellationToken cancellation)
    {
        var row = await rows.FindHeadAsync(partition, cancellation);
        var head = row is null ? new SentHead() : SentHead.Read(row.Payload.Span, oldestHour);
        var known = cache.Take(partition, row?.ETag) ?? new ClosedHashes();
        await FillAsync(partition, head, known, sent, cancellation);
        var fresh = Fresh(head, known, sent.Span);
        if (lastPaid <= head.LastPaid && fresh.Count == 0)
        {
            Keep(partition, row?.ETag, known);
            return true;
        }

        head.LastPaid = Math.Max(head.LastPaid, lastPaid);
        if (await rows.TryWriteAsync(partition, row?.ETag, head, known, fresh, oldestHour, cancellation) is not { } etag)
            return false;
        Keep(partition, etag, known);
        return true;
    }

    private void Keep(string partition, string? etag, ClosedHashes known)
    {
        known.KeepLatest();
        if (known.Weight > 0)
            cache.Put(partition, etag, known, known.Weight);
    }

    /// <summary>Reads closed chunks that may hold messages of an hour that is asked for and not at hand.</summary>
    private async Task FillAsync(string partition, SentHead head, ClosedHashes known, ReadOnlyMemory<SentMessage> sent, CancellationToken cancellation)
    {
        if (head.Chunks.Count == 0)
            return;
        var wanted = Hours(sent.Span);
        wanted.RemoveWhere(known.Knows);
        foreach (var hour in wanted)
            known.Begin(hour);
        for (var index = 0; wanted.Count > 0 && index < head.Chunks.Count; index++)
        {
            var (minHour, maxHour) = head.Chunks[index];
            if (!wanted.Any(hour => hour >= minHour && hour <= maxHour))
                continue;
            // A chunk that is missing was forgotten since the head was read: the head's condition will not hold.
            if (await rows.FindChunkAsync(partition, head.FirstChunk + index, cancellation) is { } chunk)
                known.Add(chunk, wanted);
        }
    }

    private static HashSet<int> Hours(ReadOnlySpan<SentMessage> sent)
    {
        var hours = new HashSet<int>();
        foreach (var message in sent)
            hours.Add(message.Hour);
        return hours;
    }

    /// <summary>The messages that were not counted before, by hour.</summary>
    private static List<SentMessage> Fresh(SentHead head, ClosedHashes known, ReadOnlySpan<SentMessage> sent)
    {
        var fresh = new List<SentMessage>(sent.Length);
        for (int from = 0, to; from < sent.Length; from = to)
        {
            for (to = from + 1; to < sent.Length && sent[to].Hour == sent[from].Hour;)
                to++;
            head.Growing.ListMissing(sent[from..to], fresh);
        }

        if (head.Chunks.Count > 0)
            fresh.RemoveAll(known.Contains);
        return fresh;
    }
}
