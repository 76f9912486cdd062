using Gallabox.Core.Webhooks;

namespace Gallabox.Core.Metering;

/// <summary>
/// The one row that answers every question about what a number sent: counts by hour, the last paid message, and which chunk
/// holds the hashes of which hours.
/// </summary>
internal sealed class SentHead
{
    private const byte Form = 1;

    /// <summary>Counted messages by hour since 1970, ascending.</summary>
    public List<HourCount> Hours { get; } = [];

    /// <summary>The chunks from <see cref="FirstChunk"/> on, the last one still growing.</summary>
    public List<ChunkSpan> Chunks { get; } = [];

    public int FirstChunk { get; set; }

    /// <summary>Seconds since 1970; 0: none was seen.</summary>
    public uint LastPaid { get; set; }

    public static SentHead Read(ReadOnlySpan<byte> payload)
    {
        var head = new SentHead();
        var reader = new PackedReader(payload);
        if (reader.Byte() != Form)
            throw new InvalidDataException("The sent figures are of an unknown form.");
        head.LastPaid = reader.Fixed32();
        head.FirstChunk = reader.Count();
        for (var left = reader.Count(); left > 0; left--)
        {
            var minHour = reader.Count();
            head.Chunks.Add(new ChunkSpan(minHour, minHour + reader.Count(), reader.Count()));
        }

        var hour = 0;
        for (var left = reader.Count(); left > 0; left--)
            head.Hours.Add(new HourCount(hour += reader.Count(), reader.Count()));
        return head;
    }

    public byte[] ToBytes()
    {
        var writer = new PackedWriter(16 + Hours.Count * 4 + Chunks.Count * 8);
        writer.Byte(Form);
        writer.Fixed32(LastPaid);
        writer.Number((ulong)FirstChunk);
        writer.Number((ulong)Chunks.Count);
        foreach (var chunk in Chunks)
        {
            writer.Number((ulong)chunk.MinHour);
            writer.Number((ulong)(chunk.MaxHour - chunk.MinHour));
            writer.Number((ulong)chunk.Count);
        }

        writer.Number((ulong)Hours.Count);
        var before = 0;
        foreach (var (hour, count) in Hours)
        {
            writer.Number((ulong)(hour - before));
            writer.Number((ulong)count);
            before = hour;
        }

        var bytes = writer.ToArray();
        writer.Release();
        return bytes;
    }

    public void Count(int hour, int messages)
    {
        var index = Hours.Count;
        while (index > 0 && Hours[index - 1].Hour > hour)
            index--;
        if (index > 0 && Hours[index - 1].Hour == hour)
            Hours[index - 1] = new HourCount(hour, Hours[index - 1].Count + messages);
        else
            Hours.Insert(index, new HourCount(hour, messages));
    }

    /// <summary>Forgets what no longer counts, and at most so many chunks at once.</summary>
    /// <returns>The numbers of chunks that are no longer needed.</returns>
    public IReadOnlyList<int> Forget(int oldestHour, int maxChunks)
    {
        Hours.RemoveAll(hour => hour.Hour < oldestHour);
        var gone = new List<int>();
        while (gone.Count < maxChunks && Chunks is [{ } first, _, ..] && first.MaxHour < oldestHour)
        {
            gone.Add(FirstChunk++);
            Chunks.RemoveAt(0);
        }

        return gone;
    }
}

/// <param name="Count">Hashes in the chunk.</param>
internal sealed record ChunkSpan(int MinHour, int MaxHour, int Count);

internal readonly record struct HourCount(int Hour, int Count);
