using System.Globalization;
using System.Runtime.InteropServices;
using Gallabox.Core.Tables;
using Gallabox.Core.Webhooks;

namespace Gallabox.Core.Metering;

/// <summary>
/// Counts sent messages, each once whatever comes twice, late or out of order: a duplicate carries the same timestamp, so it
/// meets its own hash in the chunks of its hour. One conditional transaction a batch.
/// </summary>
internal sealed class SentCounter(ITableStore tables)
{
    public const string Table = "meter";
    public const string HeadRow = "head";

    /// <summary>Hashes of a full chunk: 32 KB; more for a number so busy that its head would list too many chunks.</summary>
    private const int ChunkHashes = 4096;

    private const int LargestChunk = 56 * 1024;
    private const int ManyChunks = 2000;

    /// <summary>Units of eight bytes held of busy numbers: some 40 MB.</summary>
    private const int MaxHeld = 5_000_000;

    /// <summary>Old chunks that one transaction may delete beside its other writes.</summary>
    private const int MaxForgotten = 50;

    private readonly StateCache<SentState> cache = new(MaxHeld);

    public async Task<SentHead?> ReadAsync(string partition, CancellationToken cancellation) =>
        await tables.FindAsync(Table, partition, HeadRow, cancellation) is { } row ? SentHead.Read(row.Payload.Span) : null;

    /// <param name="sent">Hashes of sent messages with their hours; at most 100,000.</param>
    /// <param name="lastPaid">The latest paid message among the events, seconds; 0: none.</param>
    /// <param name="oldestHour">Hours before it no longer count and are forgotten.</param>
    public async Task CountAsync(
        string partition, IReadOnlyList<(int Hour, ulong Message)> sent, uint lastPaid, int oldestHour, CancellationToken cancellation)
    {
        while (!await TryCountAsync(partition, sent, lastPaid, oldestHour, cancellation))
        {
        }
    }

    /// <summary>False: somebody else counted for this number meanwhile.</summary>
    private async Task<bool> TryCountAsync(
        string partition, IReadOnlyList<(int Hour, ulong Message)> sent, uint lastPaid, int oldestHour, CancellationToken cancellation)
    {
        var row = await tables.FindAsync(Table, partition, HeadRow, cancellation);
        var state = cache.Take(partition, row?.ETag) ?? new SentState(row is null ? new SentHead() : SentHead.Read(row.Payload.Span));
        var head = state.Head;
        var wanted = sent.Select(message => message.Hour).Where(hour => hour >= oldestHour).ToHashSet();
        await FillAsync(partition, state, wanted, oldestHour, cancellation);
        var fresh = Fresh(state, sent, oldestHour);
        if (lastPaid <= head.LastPaid && fresh.Count == 0)
        {
            Keep(partition, row?.ETag, state);
            return true;
        }

        head.LastPaid = Math.Max(head.LastPaid, lastPaid);
        var writes = Append(state, fresh);
        foreach (var gone in head.Forget(oldestHour, MaxForgotten))
            writes.Add(new TableWrite.Delete(ChunkRow(gone)));
        var payload = head.ToBytes();
        writes.Add(row is null ? new TableWrite.Insert(HeadRow, payload) : new TableWrite.Replace(HeadRow, payload, row.ETag));
        try
        {
            var etags = await tables.WriteAsync(Table, partition, writes, cancellation);
            Keep(partition, etags[^1], state);
            return true;
        }
        catch (TableConflictException)
        {
            return false;
        }
    }

    private void Keep(string partition, string? etag, SentState state)
    {
        state.KeepLatest();
        cache.Put(partition, etag, state, state.Weight);
    }

    /// <summary>Reads the chunks of hours that are not at hand, and the one that still grows.</summary>
    private async Task FillAsync(string partition, SentState state, HashSet<int> wanted, int oldestHour, CancellationToken cancellation)
    {
        var head = state.Head;
        wanted.RemoveWhere(state.Knows);
        for (var index = 0; index < head.Chunks.Count; index++)
        {
            var isTail = index == head.Chunks.Count - 1 && state.Tail is null;
            var span = head.Chunks[index];
            if (!isTail && !wanted.Any(hour => hour >= span.MinHour && hour <= span.MaxHour))
                continue;
            var row = await tables.FindAsync(Table, partition, ChunkRow(head.FirstChunk + index), cancellation);
            if (row is null)
                continue; // Rewritten since the head was read: the head's condition will not hold.
            SentChunk.Fill(row.Payload.Span, wanted, state);
            if (isTail)
                state.Tail = SentChunk.Read(row.Payload.Span, oldestHour);
        }

        state.Tail ??= new SentChunk();
    }

    /// <summary>The messages that were not counted before, by hour; from here on they are known.</summary>
    private static SortedDictionary<int, List<ulong>> Fresh(SentState state, IReadOnlyList<(int Hour, ulong Message)> sent, int oldestHour)
    {
        var fresh = new SortedDictionary<int, List<ulong>>();
        var (last, known, list) = (-1, (HashSlots?)null, (List<ulong>?)null);
        foreach (var (hour, message) in sent)
        {
            if (hour < oldestHour)
                continue;
            if (hour != last)
                (last, known, list) = (hour, state.Of(hour), fresh.GetValueOrDefault(hour));
            if (!known!.Add(message))
                continue;
            if (list is null)
                fresh[hour] = list = [];
            list.Add(message);
        }

        return fresh;
    }

    /// <summary>Puts the new hashes into the growing chunk, and into further ones where it is full.</summary>
    private static List<TableWrite> Append(SentState state, SortedDictionary<int, List<ulong>> fresh)
    {
        var (writes, head, tail) = (new List<TableWrite>(), state.Head, state.Tail!);
        if (fresh.Count == 0)
            return writes;
        var limit = head.Chunks.Count < ManyChunks ? ChunkHashes : LargestChunk;
        if (head.Chunks.Count > 0)
            head.Chunks.RemoveAt(head.Chunks.Count - 1);
        foreach (var (hour, hashes) in fresh)
        {
            head.Count(hour, hashes.Count);
            var rest = CollectionsMarshal.AsSpan(hashes);
            while (!rest.IsEmpty)
            {
                if (tail.Count >= limit)
                {
                    writes.Add(Close(head, tail));
                    tail = new SentChunk();
                }

                var room = Math.Min(rest.Length, limit - tail.Count);
                tail.Add(hour, rest[..room]);
                rest = rest[room..];
            }
        }

        writes.Add(Close(head, tail));
        state.Tail = tail;
        return writes;
    }

    private static TableWrite.Upsert Close(SentHead head, SentChunk chunk)
    {
        var number = head.FirstChunk + head.Chunks.Count;
        head.Chunks.Add(new ChunkSpan(chunk.MinHour, chunk.MaxHour, chunk.Count));
        return new TableWrite.Upsert(ChunkRow(number), chunk.ToBytes());
    }

    private static string ChunkRow(int number) => string.Create(CultureInfo.InvariantCulture, $"c{number:D10}");
}
