namespace Gallabox.Local.Queue;

/// <summary>The batches that share one flush, gathered as the frame that is written.</summary>
internal sealed class CommitGroup
{
    private const int LargestKept = 1024 * 1024;

    private byte[] frame = new byte[64 * 1024];
    private TaskCompletionSource committed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Callers { get; private set; }

    public int FrameLength { get; private set; } = EventFrame.HeaderSize;

    public int Length => FrameLength - EventFrame.HeaderSize;

    public Task Committed => committed.Task;

    public void Add(ReadOnlySpan<byte> batch)
    {
        if (frame.Length - FrameLength < batch.Length)
            Array.Resize(ref frame, Math.Max(frame.Length * 2, FrameLength + batch.Length));
        batch.CopyTo(frame.AsSpan(FrameLength));
        FrameLength += batch.Length;
        Callers++;
    }

    public ReadOnlySpan<byte> Frame(LogPosition at)
    {
        EventFrame.WriteHeader(frame.AsSpan(0, FrameLength), at);
        return frame.AsSpan(0, FrameLength);
    }

    public void Succeed() => committed.TrySetResult();

    public void Fail(Exception failure) => committed.TrySetException(failure);

    /// <summary>Empty again, for callers to come.</summary>
    public CommitGroup Renewed()
    {
        if (frame.Length > LargestKept)
            frame = new byte[64 * 1024];
        if (Callers > 0)
            committed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        (Callers, FrameLength) = (0, EventFrame.HeaderSize);
        return this;
    }
}
