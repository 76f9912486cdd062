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

    /// <summary>Old chunks that one transaction may delete beside its other writes.</summary>
    private const int MaxForgotten = 50;

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
        var head = row is null ? new SentHead() : SentHead.Read(row.Payload.Span);
        var sieves = Sieves(sent, oldestHour);
        var tail = await StrikeAsync(partition, head, sieves, oldestHour, cancellation);
        if (lastPaid <= head.LastPaid && sieves.Values.All(sieve => sieve.Left == 0))
            return true;

        head.LastPaid = Math.Max(head.LastPaid, lastPaid);
        var writes = Append(head, tail, sieves);
        foreach (var gone in head.Forget(oldestHour, MaxForgotten))
            writes.Add(new TableWrite.Delete(ChunkRow(gone)));
        var payload = head.ToBytes();
        writes.Add(row is null ? new TableWrite.Insert(HeadRow, payload) : new TableWrite.Replace(HeadRow, payload, row.ETag));
        try
        {
            await tables.WriteAsync(Table, partition, writes, cancellation);
            return true;
        }
        catch (TableConflictException)
        {
            return false;
        }
    }

    private static Dictionary<int, HashSieve> Sieves(IReadOnlyList<(int Hour, ulong Message)> sent, int oldestHour)
    {
        var sieves = new Dictionary<int, HashSieve>();
        foreach (var (hour, message) in sent)
        {
            if (hour < oldestHour)
                continue;
            ref var sieve = ref CollectionsMarshal.GetValueRefOrAddDefault(sieves, hour, out _);
            (sieve ??= new HashSieve()).Add(message);
        }

        return sieves;
    }

    /// <summary>Strikes what was counted before, and reads the chunk that still grows.</summary>
    private async Task<SentChunk> StrikeAsync(
        string partition, SentHead head, Dictionary<int, HashSieve> sieves, int oldestHour, CancellationToken cancellation)
    {
        var tail = new SentChunk();
        for (var index = 0; index < head.Chunks.Count; index++)
        {
            var isTail = index == head.Chunks.Count - 1;
            var span = head.Chunks[index];
            if (!isTail && !sieves.Keys.Any(hour => hour >= span.MinHour && hour <= span.MaxHour))
                continue;
            var row = await tables.FindAsync(Table, partition, ChunkRow(head.FirstChunk + index), cancellation);
            if (row is null)
                continue; // Rewritten since the head was read: the head's condition will not hold.
            SentChunk.Strike(row.Payload.Span, sieves);
            if (isTail)
                tail = SentChunk.Read(row.Payload.Span, oldestHour);
        }

        return tail;
    }

    /// <summary>Puts the new hashes into the growing chunk, and into further ones where it is full.</summary>
    private static List<TableWrite> Append(SentHead head, SentChunk tail, Dictionary<int, HashSieve> sieves)
    {
        var writes = new List<TableWrite>();
        var limit = head.Chunks.Count < ManyChunks ? ChunkHashes : LargestChunk;
        if (head.Chunks.Count > 0)
            head.Chunks.RemoveAt(head.Chunks.Count - 1);
        var fresh = new List<ulong>();
        foreach (var (hour, sieve) in sieves.OrderBy(sieve => sieve.Key).Where(sieve => sieve.Value.Left > 0))
        {
            fresh.Clear();
            sieve.CopyTo(fresh);
            head.Count(hour, fresh.Count);
            for (var rest = CollectionsMarshal.AsSpan(fresh); !rest.IsEmpty;)
            {
                var room = Math.Min(rest.Length, Math.Max(0, limit - tail.Count));
                tail.Add(hour, rest[..room]);
                rest = rest[room..];
                if (rest.IsEmpty)
                    break;
                writes.Add(Close(head, tail));
                tail = new SentChunk();
            }
        }

        if (tail.Count > 0)
            writes.Add(Close(head, tail));
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
