namespace Gallabox.Core.Metering;

/// <summary>The hashes that closed chunks of a number hold of the hours that are busy now, so that the chunks are not read for each batch.</summary>
internal sealed class ClosedHashes
{
    private const int MaxHours = 4;

    private readonly Dictionary<int, HashSlots> hours = [];

    /// <summary>Bytes, about; 0 when nothing is held.</summary>
    public int Weight => hours.Values.Sum(hour => (hour.Capacity * sizeof(ulong)) + 150);

    public bool Knows(int hour) => hours.ContainsKey(hour);

    /// <summary>Begins an hour that was not known; its hashes are to be added from every chunk that may have some.</summary>
    public void Begin(int hour) => hours[hour] = new HashSlots();

    /// <summary>Takes in what a closed chunk holds of the given hours.</summary>
    public void Add(SentChunk chunk, IReadOnlySet<int> wanted)
    {
        foreach (var (hour, hash) in chunk.Messages)
            if (wanted.Contains(hour))
                hours[hour].Add(hash);
    }

    /// <summary>Takes in a chunk that is closed now, as far as its hours are known.</summary>
    public void Add(SentChunk chunk) => Add(chunk, hours.Keys.ToHashSet());

    public bool Contains(SentMessage message) => hours.TryGetValue(message.Hour, out var hashes) && hashes.Contains(message.Hash);

    /// <summary>Keeps the latest hours only: late events are rare.</summary>
    public void KeepLatest()
    {
        foreach (var hour in hours.Keys.OrderDescending().Skip(MaxHours).ToList())
            hours.Remove(hour);
    }
}
