using System.Runtime.InteropServices;

namespace Gallabox.Core.Metering;

/// <summary>
/// The one row that answers every question about what a number sent: counts by hour, the last paid message, and which closed
/// chunk holds the hashes of which hours. It ends with the chunk that still grows, so a quiet number is this row and no more.
/// </summary>
internal sealed class SentHead
{
    private const byte Form = 3;

    // Messages of closed chunks by hour since 1970, ascending; the growing chunk speaks for itself.
    private readonly List<HourCount> closed = [];

    /// <summary>The closed chunks from <see cref="FirstChunk"/> on.</summary>
    public List<ChunkSpan> Chunks { get; } = [];

    public int FirstChunk { get; private set; }

    /// <summary>Seconds since 1970; 0: none was seen.</summary>
    public uint LastPaid { get; set; }

    public SentChunk Growing { get; set; } = SentChunk.Empty;

    /// <param name="oldestHour">Hours before it no longer count and are left out.</param>
    public static SentHead Read(ReadOnlySpan<byte> payload, int oldestHour)
    {
        var head = new SentHead();
        var bits = new BitReader(payload);
        if (bits.Bits(8) != Form)
            throw new InvalidDataException("The sent figures are of an unknown form.");
        head.LastPaid = (uint)bits.Bits(32);
        head.FirstChunk = bits.Number();
        var hour = 0;
        for (var left = bits.Number(); left > 0; left--)
            head.Chunks.Add(new ChunkSpan(hour += bits.Signed(), hour + bits.Number()));
        hour = 0;
        for (var left = bits.Number(); left > 0; left--)
            if (new HourCount(hour += bits.Number(), bits.Number()) is var count && count.Hour >= oldestHour)
                head.closed.Add(count);
        head.Growing = SentChunk.Read(ref bits, oldestHour);
        return head;
    }

    public byte[] ToBytes()
    {
        var bits = new BitWriter(32 + (closed.Count * 4) + (Chunks.Count * 2) + (Growing.Count * 10));
        bits.Bits(Form, 8);
        bits.Bits(LastPaid, 32);
        bits.Number(FirstChunk);
        bits.Number(Chunks.Count);
        var before = 0;
        foreach (var (minHour, maxHour) in Chunks)
        {
            bits.Signed(minHour - before);
            bits.Number(maxHour - minHour);
            before = minHour;
        }

        WriteHours(bits);
        Growing.Write(bits);
        return bits.ToArray();
    }

    /// <summary>All that counts, by hour, ascending.</summary>
    public IReadOnlyList<HourCount> Hours()
    {
        var hours = closed.ToDictionary(hour => hour.Hour, hour => hour.Count);
        foreach (var message in Growing.Messages)
            CollectionsMarshal.GetValueRefOrAddDefault(hours, message.Hour, out _)++;
        return [.. hours.OrderBy(hour => hour.Key).Select(hour => new HourCount(hour.Key, hour.Value))];
    }

    /// <summary>Closes the growing chunk, which is to be stored under the number that is returned, and begins another.</summary>
    public int Close()
    {
        foreach (var hour in Growing.Messages.ToArray().CountBy(message => message.Hour))
            Count(hour.Key, hour.Value);
        Chunks.Add(Growing.Span);
        Growing = SentChunk.Empty;
        return FirstChunk + Chunks.Count - 1;
    }

    /// <summary>Forgets closed chunks that no longer count, at most so many at once.</summary>
    /// <returns>Their numbers.</returns>
    public IReadOnlyList<int> Forget(int oldestHour, int maxChunks)
    {
        var gone = 0;
        while (gone < maxChunks && gone < Chunks.Count && Chunks[gone].MaxHour < oldestHour)
            gone++;
        Chunks.RemoveRange(0, gone);
        FirstChunk += gone;
        return [.. Enumerable.Range(FirstChunk - gone, gone)];
    }

    private void Count(int hour, int messages)
    {
        var index = closed.Count;
        while (index > 0 && closed[index - 1].Hour > hour)
            index--;
        if (index > 0 && closed[index - 1].Hour == hour)
            closed[index - 1] = new HourCount(hour, closed[index - 1].Count + messages);
        else
            closed.Insert(index, new HourCount(hour, messages));
    }

    private void WriteHours(BitWriter bits)
    {
        bits.Number(closed.Count);
        var before = 0;
        foreach (var (hour, count) in closed)
        {
            bits.Number(hour - before);
            bits.Number(count);
            before = hour;
        }
    }
}

internal readonly record struct HourCount(int Hour, int Count);
