using System.Runtime.InteropServices;
using Gallabox.Core.Webhooks;

namespace Gallabox.Core.Metering;

/// <summary>
/// One row of counted message hashes, 8 bytes each, in runs of one hour. Chunks of a number are written one after another;
/// only the last one still grows, so a busy hour is not written anew with every batch.
/// </summary>
internal sealed class SentChunk
{
    private readonly SortedDictionary<int, List<ulong>> runs = [];

    public int Count { get; private set; }

    public int MinHour => runs.Keys.First();

    public int MaxHour => runs.Keys.Last();

    public static SentChunk Read(ReadOnlySpan<byte> payload, int oldestHour)
    {
        var chunk = new SentChunk();
        var reader = new PackedReader(payload);
        while (!reader.AtEnd)
        {
            var hour = reader.Count();
            var hashes = Hashes(ref reader);
            if (hour >= oldestHour)
                chunk.Add(hour, hashes);
        }

        return chunk;
    }

    /// <summary>Puts what a stored chunk has counted in the wanted hours into their sets, without reading it into lists.</summary>
    public static void Fill(ReadOnlySpan<byte> payload, IReadOnlySet<int> wanted, SentState state)
    {
        var reader = new PackedReader(payload);
        while (!reader.AtEnd)
        {
            var hour = reader.Count();
            var hashes = Hashes(ref reader);
            if (wanted.Contains(hour))
                state.Of(hour).AddAll(hashes);
        }
    }

    public void Add(int hour, ReadOnlySpan<ulong> hashes)
    {
        if (!runs.TryGetValue(hour, out var run))
            runs[hour] = run = [];
        run.AddRange(hashes);
        Count += hashes.Length;
    }

    public byte[] ToBytes()
    {
        var writer = new PackedWriter((Count + runs.Count) * sizeof(ulong));
        foreach (var (hour, run) in runs)
        {
            writer.Number((ulong)hour);
            writer.Number((ulong)run.Count);
            writer.Raw(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(run)));
        }

        var bytes = writer.ToArray();
        writer.Release();
        return bytes;
    }

    private static ReadOnlySpan<ulong> Hashes(ref PackedReader reader) =>
        MemoryMarshal.Cast<byte, ulong>(reader.Take(checked(reader.Count() * sizeof(ulong))));
}
