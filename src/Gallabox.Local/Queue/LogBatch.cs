namespace Gallabox.Local.Queue;

/// <summary>
/// Contents of frames one after another, in an array that is used again: new ones of this size for each step would make the
/// collector go through the whole heap several times a second.
/// </summary>
internal sealed class LogBatch
{
    private const int LargestKept = 6 * 1024 * 1024;

    private readonly List<int> ends = [];
    private byte[] content = new byte[64 * 1024];

    public int Length => ends.Count == 0 ? 0 : ends[^1];

    /// <summary>All that was added; valid until <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<byte> Content => content.AsMemory(0, Length);

    /// <summary>The same, frame by frame.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Frames => ends.Select((end, index) => Content[(index == 0 ? 0 : ends[index - 1])..end]);

    /// <summary>Where the next frame's content is to be written.</summary>
    public Span<byte> Room(int length)
    {
        if (content.Length - Length < length)
            Array.Resize(ref content, Math.Max(content.Length * 2, Length + length));
        return content.AsSpan(Length, length);
    }

    /// <summary>Adds what was written to <see cref="Room"/>.</summary>
    public void Add(int length) => ends.Add(Length + length);

    public void Clear()
    {
        ends.Clear();
        if (content.Length > LargestKept)
            content = new byte[64 * 1024];
    }
}
