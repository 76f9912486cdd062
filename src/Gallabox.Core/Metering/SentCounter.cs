using System.Globalization;
using System.Runtime.InteropServices;
using Gallabox.Core.Tables;

namespace Gallabox.Core.Metering;

/// <summary>
/// Counts sent messages, each once whatever comes twice, late or out of order: a duplicate carries the same timestamp, so it
/// meets its own hash among those of its hour. One conditional transaction a batch; only the chunk that grows is ever rewritten.
/// </summary>
internal sealed class SentCounter(ITableStore tables)
{
    public const string Table = "meter";
    public const string HeadRow = "h";

    /// <summary>Messages of a full chunk: 21.5 KB; more for a number so busy that its head would list too many chunks.</summary>
    private const int ChunkMessages = 4096;

    private const int LargestChunk = 32 * 1024;
    private const int ManyChunks = 4000;

    /// <summary>Bytes held of busy numbers: an hour of one that sends 1000 messages a second, the most that Meta lets through, fits.</summary>
    private const int MaxHeld = 64 * 1024 * 1024;

    /// <summary>Old chunks that one transaction may delete beside its other writes.</summary>
    private const int MaxForgotten = 50;

    private readonly StateCache<ClosedHashes> cache = new(MaxHeld);

    /// <summary>The figures of a number; null where none was ever counted.</summary>
    public async Task<SentHead?> ReadAsync(string partition, int oldestHour, CancellationToken cancellation) =>
        await tables.FindAsync(Table, partition, HeadRow, cancellation) is { } row ? SentHead.Read(row.Payload.Span, oldestHour) : null;

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
        var row = await tables.FindAsync(Table, partition, HeadRow, cancellation);
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
        List<TableWrite> writes = [.. head.Forget(oldestHour, MaxForgotten).Select(gone => new TableWrite.Delete(ChunkRow(gone)))];
        Append(head, known, CollectionsMarshal.AsSpan(fresh), writes);
        var payload = head.ToBytes();
        writes.Add(row is null ? new TableWrite.Insert(HeadRow, payload) : new TableWrite.Replace(HeadRow, payload, row.ETag));
        try
        {
            var etags = await tables.WriteAsync(Table, partition, writes, cancellation);
            Keep(partition, etags[^1], known);
            return true;
        }
        catch (TableConflictException)
        {
            return false;
        }
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
            if (await tables.FindAsync(Table, partition, ChunkRow(head.FirstChunk + index), cancellation) is { } row)
                known.Add(ReadChunk(row.Payload.Span), wanted);
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

    /// <summary>Puts new messages into the growing chunk, and into further ones where it is full.</summary>
    private static void Append(SentHead head, ClosedHashes known, ReadOnlySpan<SentMessage> fresh, List<TableWrite> writes)
    {
        var limit = head.Chunks.Count < ManyChunks ? ChunkMessages : LargestChunk;
        while (!fresh.IsEmpty)
        {
            if (head.Growing.Count >= limit)
            {
                var full = head.Growing;
                writes.Add(new TableWrite.Insert(ChunkRow(head.Close()), ChunkBytes(full)));
                known.Add(full);
            }

            var room = Math.Min(fresh.Length, limit - head.Growing.Count);
            head.Growing = head.Growing.With(fresh[..room]);
            fresh = fresh[room..];
        }
    }

    private static SentChunk ReadChunk(ReadOnlySpan<byte> payload)
    {
        var bits = new BitReader(payload);
        return SentChunk.Read(ref bits, 0);
    }

    private static byte[] ChunkBytes(SentChunk chunk)
    {
        var bits = new BitWriter(chunk.Count * 8);
        chunk.Write(bits);
        return bits.ToArray();
    }

    private static string ChunkRow(int number) => string.Create(CultureInfo.InvariantCulture, $"c{number:D10}");
}
