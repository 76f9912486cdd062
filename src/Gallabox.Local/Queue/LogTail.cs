using Gallabox.Core;

namespace Gallabox.Local.Queue;

/// <summary>The end of the log, where one thread writes frames.</summary>
internal sealed class LogTail : IDisposable
{
    private readonly EventSegments segments;
    private readonly ILogger log;

    /// <summary>The segment that is written; null until the first one is needed.</summary>
    private FileStream? file;

    /// <summary>No segment was to be had for the last group.</summary>
    private volatile bool isShort;

    private volatile Exception? failure;
    private Task preparing = Task.CompletedTask;

    public LogTail(EventSegments segments, ILogger log)
    {
        this.segments = segments;
        this.log = log;
        if (segments.Last is not { } last)
            return;
        file = segments.Open(last, FileAccess.ReadWrite);
        End = LogScan.End(file, last);
    }

    /// <summary>Up to here everything is on the disk. For the thread that writes.</summary>
    public LogPosition End { get; private set; } = new(1, 0);

    /// <summary>The failed write after which nothing is written any more.</summary>
    public Exception? Failure => failure;

    /// <summary>Whether it would take a group. After it found no room for a segment, this looks for it again.</summary>
    public bool TakesGroups() => failure is null && (!isShort || segments.Prepare());

    /// <summary>Writes a group as one frame. False: the group has failed.</summary>
    public bool TryAppend(CommitGroup group)
    {
        var hasRoom = false;
        try
        {
            MakeRoom(group.FrameLength);
            hasRoom = true;
            RandomAccess.Write(file!.SafeFileHandle, group.Frame(End), End.Offset);
            RandomAccess.FlushToDisk(file.SafeFileHandle);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            if (hasRoom)
                GiveUp(cause);
            else
                NoteShortage(cause);
            group.Fail(new TransientFailureException("events:not-kept", "The events could not be written to the disk.", cause));
            return false;
        }

        isShort = false;
        End = End with { Offset = End.Offset + group.FrameLength };
        return true;
    }

    /// <summary>Leaves nobody at work in the folder.</summary>
    public void Dispose()
    {
        preparing.GetAwaiter().GetResult();
        file?.Dispose();
    }

    /// <summary>Goes on to the next segment where a frame of so many bytes does not fit. A failure leaves everything as it is.</summary>
    private void MakeRoom(int length)
    {
        if (file is not null && End.Offset + length <= EventSegments.Size)
            return;
        Close();
        var next = file is null ? End : new LogPosition(End.Segment + 1, 0);
        var opened = segments.Create(next.Segment);
        file?.Dispose();
        (file, End) = (opened, next);
        preparing = Task.WhenAll(preparing, Task.Run(segments.Prepare));
    }

    /// <summary>Says that the segment ends here, so that its end is not taken for damage. The next frame overwrites it if there is no next segment.</summary>
    private void Close()
    {
        if (file is null || End.Offset > EventSegments.Size - EventFrame.HeaderSize)
            return;
        Span<byte> mark = stackalloc byte[EventFrame.HeaderSize];
        EventFrame.WriteHeader(mark, End);
        RandomAccess.Write(file.SafeFileHandle, mark, End.Offset);
        RandomAccess.FlushToDisk(file.SafeFileHandle);
    }

    /// <summary>What is on the disk is unknown now: nothing more is promised until the log is opened anew.</summary>
    private void GiveUp(Exception cause)
    {
        failure = cause;
        log.LogCritical(cause, "Events could not be written to the disk: the event log takes no more until the host is started again.");
    }

    /// <summary>Only this group is refused: nothing has changed, and the next one may fit or find room.</summary>
    private void NoteShortage(Exception cause)
    {
        if (!isShort)
            log.LogError(cause, "There is no room for another segment of the event log: events are refused until there is.");
        isShort = true;
    }
}
