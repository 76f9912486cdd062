using System.Globalization;
using System.Runtime.InteropServices;
using Gallabox.Core.Tables;

namespace Gallabox.Core.Metering;

/// <summary>The rows of a number: its head and its closed chunks. Only the head is ever rewritten.</summary>
internal sealed class SentRows(ITableStore tables)
{
    private const string Table = "meter";
    private const string HeadRow = "h";

    /// <summary>Messages of a full chunk: 21.5 KB; more for a number so busy that its head would list too many chunks.</summary>
    private const int ChunkMessages = 4096;

    private const int LargestChunk = 32 * 1024;
    private const int ManyChunks = 4000;

    /// <summary>Old chunks that one transaction may delete beside its other writes.</summary>
    private const int MaxForgotten = 50;

    public Task<TableRow?> FindHeadAsync(string partition, CancellationToken cancellation) => tables.FindAsync(Table, partition, HeadRow, cancellation);

    /// <summary>A closed chunk; null: it was forgotten.</summary>
    public async Task<SentChunk?> FindChunkAsync(string partition, int number, CancellationToken cancellation) =>
        await tables.FindAsync(Table, partition, ChunkRow(number), cancellation) is { } row ? ReadChunk(row) : null;

    /// <summary>Stores messages that were not counted before, and the head with them.</summary>
    /// <param name="etag">Of the head as it was read; null: there was none.</param>
    /// <param name="known">Takes in the chunks that become full.</param>
    /// <param name="oldestHour">Chunks before it are forgotten.</param>
    /// <returns>The head's new ETag; null: somebody else wrote meanwhile, and nothing was stored.</returns>
    public async Task<string?> TryWriteAsync(
        string partition, string? etag, SentHead head, ClosedHashes known, List<SentMessage> fresh, int oldestHour, CancellationToken cancellation)
    {
        List<TableWrite> writes = [.. head.Forget(oldestHour, MaxForgotten).Select(gone => new TableWrite.Delete(ChunkRow(gone)))];
        Append(head, known, CollectionsMarshal.AsSpan(fresh), writes);
        var payload = head.ToBytes();
        writes.Add(etag is null ? new TableWrite.Insert(HeadRow, payload) : new TableWrite.Replace(HeadRow, payload, etag));
        try
        {
            return (await tables.WriteAsync(Table, partition, writes, cancellation))[^1];
        }
        catch (TableConflictException)
        {
            return null;
        }
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

    private static SentChunk ReadChunk(TableRow row)
    {
        var bits = new BitReader(row.Payload.Span);
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
