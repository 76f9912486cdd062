namespace Gallabox.Local.Queue;

/// <summary>
/// Contents of frames one after another, in an array that is used again: new ones of this size for each step would make the
/// collector go through the whole heap several times a second. It never grows beyond <paramref name="wanted"/>, or the largest
/// frame where one is larger than that.
/// </summary>
/// <param name="wanted">So many bytes are a batch.</param>
internal sealed class LogBatch(int wanted)
{
    private readonly List<int> ends = [];
    private byte[] content = new byte[64 * 1024];

    public int Length => ends.Count == 0 ? 0 : ends[^1];

    /// <summary>All that was added; valid until <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<byte> Content => content.AsMemory(0, Length);

    /// <summary>The same, frame by frame.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Frames => ends.Select((end, index) => Content[(index == 0 ? 0 : ends[index - 1])..end]);

    /// <summary>Whether this much more still belongs to the batch. One frame always does.</summary>
    public bool Takes(int length) => Length == 0 || Length + length <= wanted;

    /// <summary>Where the next frame's content is to be written.</summary>
    public Span<byte> Room(int length)
    {
        var needed = Length + length;
        if (content.Length < needed)
            Array.Resize(ref content, needed > wanted ? Math.Max(needed, EventFrame.LargestContent) : Math.Clamp(content.Length * 2, needed, wanted));
        return content.AsSpan(Length, length);
    }

    /// <summary>Adds what was written to <see cref="Room"/>.</summary>
    public void Add(int length) => ends.Add(Length + length);

    public void Clear() => ends.Clear();
}
