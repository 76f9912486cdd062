namespace Gallabox.Core.Metering;

/// <summary>What a number sent, as stored: its head, the chunk that still grows, and the hashes of the hours that are busy now.</summary>
internal sealed class SentState(SentHead head)
{
    private const int MaxHours = 4;

    private readonly Dictionary<int, HashSlots> hours = [];

    public SentHead Head { get; } = head;

    /// <summary>Null until it was read.</summary>
    public SentChunk? Tail { get; set; }

    /// <summary>In units of eight bytes, about.</summary>
    public int Weight => hours.Values.Sum(hour => hour.Capacity) + Head.Hours.Count + Head.Chunks.Count * 5 + (Tail?.Count ?? 0) * 2;

    public bool Knows(int hour) => hours.ContainsKey(hour);

    /// <summary>The hashes of an hour; to be filled from its chunks where it was not known.</summary>
    public HashSlots Of(int hour)
    {
        if (!hours.TryGetValue(hour, out var slots))
            hours[hour] = slots = new HashSlots();
        return slots;
    }

    /// <summary>Keeps the latest hours only: late events are rare.</summary>
    public void KeepLatest()
    {
        foreach (var hour in hours.Keys.OrderDescending().Skip(MaxHours).ToList())
            hours.Remove(hour);
    }
}
