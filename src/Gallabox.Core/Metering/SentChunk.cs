namespace Gallabox.Core.Metering;

/// <summary>
/// Counted messages as they are stored: in the order of their hashes, of which only the distances are written, each beside its
/// hour within the chunk. Of 100 hashes each takes 47 bits, of 4096 each 42.
/// </summary>
internal sealed class SentChunk
{
    private readonly SentMessage[] messages;

    private SentChunk(SentMessage[] messages) => this.messages = messages;

    public static SentChunk Empty { get; } = new([]);

    /// <summary>By hash.</summary>
    public ReadOnlySpan<SentMessage> Messages => messages;

    public int Count => messages.Length;

    /// <summary>The first and the last hour; 0 of an empty chunk.</summary>
    public ChunkSpan Span
    {
        get
        {
            if (Count == 0)
                return default;
            var (min, max) = (int.MaxValue, 0);
            foreach (var message in messages)
                (min, max) = (Math.Min(min, message.Hour), Math.Max(max, message.Hour));
            return new ChunkSpan(min, max);
        }
    }

    /// <param name="oldestHour">Hours before it are left out.</param>
    public static SentChunk Read(ref BitReader bits, int oldestHour)
    {
        var (messages, kept) = (new SentMessage[bits.Number()], 0);
        var (minHour, hourBits, gapBits) = ((int)bits.Bits(MeterTime.HourBits), bits.Number(), CountedHash.GapBits(messages.Length));
        ulong hash = 0;
        for (var left = messages.Length; left > 0; left--)
        {
            hash += bits.Rice(gapBits);
            var hour = minHour + (int)bits.Bits(hourBits);
            if (hour >= oldestHour)
                messages[kept++] = new SentMessage(hour, hash);
        }

        return new SentChunk(kept == messages.Length ? messages : messages[..kept]);
    }

    public void Write(BitWriter bits)
    {
        var span = Span;
        var (hourBits, gapBits) = (BitWriter.Width((uint)(span.MaxHour - span.MinHour)), CountedHash.GapBits(Count));
        bits.Number(Count);
        bits.Bits((ulong)span.MinHour, MeterTime.HourBits);
        bits.Number(hourBits);
        ulong before = 0;
        foreach (var (hour, hash) in messages)
        {
            bits.Rice(hash - before, gapBits);
            bits.Bits((ulong)(hour - span.MinHour), hourBits);
            before = hash;
        }
    }

    /// <param name="more">By hour; none of them is in the chunk.</param>
    public SentChunk With(ReadOnlySpan<SentMessage> more)
    {
        var added = more.ToArray();
        if (added[0].Hour != added[^1].Hour)
            added.AsSpan().Sort(SentMessage.ByHash);
        var merged = new SentMessage[Count + added.Length];
        var (mine, its) = (0, 0);
        for (var index = 0; index < merged.Length; index++)
            merged[index] = its == added.Length || (mine < Count && SentMessage.ByHash(messages[mine], added[its]) < 0) ? messages[mine++] : added[its++];
        return new SentChunk(merged);
    }

    /// <summary>Lists what the chunk does not have.</summary>
    /// <param name="wanted">Of one hour, ascending.</param>
    public void ListMissing(ReadOnlySpan<SentMessage> wanted, List<SentMessage> missing)
    {
        var mine = 0;
        foreach (var message in wanted)
        {
            while (mine < Count && SentMessage.ByHash(messages[mine], message) < 0)
                mine++;
            if (mine == Count || messages[mine] != message)
                missing.Add(message);
        }
    }
}

internal readonly record struct ChunkSpan(int MinHour, int MaxHour);
