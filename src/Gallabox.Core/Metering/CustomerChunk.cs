using Gallabox.Core.Webhooks;

namespace Gallabox.Core.Metering;

/// <summary>Entries of one kind, number and hour.</summary>
/// <param name="Kind">A <see cref="ContactKind"/>, or <see cref="CustomerChunk.Links"/>.</param>
internal readonly record struct RunKey(byte Kind, ushort Number, int Hour);

/// <summary>A contact is the customer's hash and the second of the hour, 10 bytes; a link is two hashes, 16 bytes.</summary>
internal readonly record struct ChunkEntry(ulong Customer, ulong Other, ushort Second);

/// <summary>One row of contacts and links, in runs. As with sent messages, only the last chunk of a scope still grows.</summary>
internal sealed class CustomerChunk
{
    public const byte Links = 3;

    private readonly Dictionary<RunKey, List<ChunkEntry>> runs = [];

    public int Count { get; private set; }

    public int MaxHour { get; private set; }

    public void Add(RunKey key, ChunkEntry entry)
    {
        if (!runs.TryGetValue(key, out var run))
            runs[key] = run = [];
        run.Add(entry);
        Count++;
        MaxHour = Math.Max(MaxHour, key.Hour);
    }

    /// <summary>Visits every entry from an hour on.</summary>
    public static void Read(ReadOnlySpan<byte> payload, int oldestHour, Action<RunKey, ChunkEntry> visit)
    {
        var reader = new PackedReader(payload);
        while (!reader.AtEnd)
        {
            var key = new RunKey(reader.Byte(), (ushort)reader.Number(), reader.Count());
            for (var left = reader.Count(); left > 0; left--)
            {
                var entry = key.Kind == Links
                    ? new ChunkEntry(reader.Fixed64(), reader.Fixed64(), 0)
                    : new ChunkEntry(reader.Fixed64(), 0, (ushort)(reader.Byte() | (reader.Byte() << 8)));
                if (key.Hour >= oldestHour)
                    visit(key, entry);
            }
        }
    }

    public byte[] ToBytes()
    {
        var writer = new PackedWriter(Count * 16 + runs.Count * 16 + 16);
        foreach (var (key, run) in runs)
        {
            writer.Byte(key.Kind);
            writer.Number(key.Number);
            writer.Number((ulong)key.Hour);
            writer.Number((ulong)run.Count);
            foreach (var entry in run)
            {
                writer.Fixed64(entry.Customer);
                if (key.Kind == Links)
                {
                    writer.Fixed64(entry.Other);
                    continue;
                }

                writer.Byte((byte)entry.Second);
                writer.Byte((byte)(entry.Second >> 8));
            }
        }

        var bytes = writer.ToArray();
        writer.Release();
        return bytes;
    }
}
