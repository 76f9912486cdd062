using Gallabox.Core;
using Gallabox.Core.Webhooks;

namespace Gallabox.Local.Queue;

/// <summary>
/// The sink of the local host: an append-only log whose callers share flushes. A call returns when its batch is on the disk.
/// What it costs does not depend on how much is waiting to be worked off.
/// </summary>
public sealed class EventLog : IEventSink, IDisposable
{
    /// <summary>A group takes no more callers beyond this size.</summary>
    private const int MaxGroup = EventFrame.LargestContent;

    /// <summary>With so many callers in the last group, the next flush waits for as many, at most a moment.</summary>
    private const int BusyGroup = 8;

    private static readonly TimeSpan moment = TimeSpan.FromMilliseconds(1);

    private readonly EventSegments segments;
    private readonly object gate = new();
    private readonly Thread writer;
    private CommitGroup filling = new();
    private CommitGroup idle = new();
    private FileStream file;
    private LogPosition end;
    private volatile Exception? failure;
    private TaskCompletionSource moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool closed;

    /// <summary>The writer waits until the filling group has so many callers.</summary>
    private int wanted;

    private EventLog(EventSegments segments)
    {
        this.segments = segments;
        var last = segments.Last;
        file = last is { } number ? segments.Open(number, FileAccess.ReadWrite) : segments.Create(1);
        end = last is { } open ? LogScan.End(file, open) : new LogPosition(1, 0);
        writer = new Thread(Write) { IsBackground = true, Name = "event log" };
        writer.Start();
    }

    /// <summary>Up to here everything is on the disk.</summary>
    internal LogPosition End
    {
        get
        {
            lock (gate)
                return end;
        }
    }

    /// <summary>Completes when <see cref="End"/> has moved since the call.</summary>
    internal Task Moved
    {
        get
        {
            lock (gate)
                return moved.Task;
        }
    }

    internal EventSegments Segments => segments;

    /// <summary>Opens or creates the log in a folder, and finds its end.</summary>
    public static EventLog Open(string folder) => new(new EventSegments(folder));

    public ValueTask AcceptAsync(ReadOnlyMemory<byte> batch, CancellationToken cancellation)
    {
        if (batch.Length > MaxGroup)
            throw new ArgumentException($"A batch has at most {MaxGroup} bytes.", nameof(batch));
        lock (gate)
        {
            if (closed || failure is not null || filling.Length + batch.Length > MaxGroup)
                throw new TransientFailureException("events:not-kept", "The event log takes nothing now.", failure);
            filling.Add(batch.Span);
            if (filling.Callers == wanted)
                Monitor.Pulse(gate);
            return new ValueTask(filling.Committed);
        }
    }

    /// <summary>Writes what was accepted, then closes.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            if (closed)
                return;
            closed = true;
            Monitor.Pulse(gate);
        }

        writer.Join();
        file.Dispose();
    }

    private void Write()
    {
        var lastCallers = 0;
        while (true)
        {
            CommitGroup group;
            bool last;
            lock (gate)
            {
                Await(1, Timeout.InfiniteTimeSpan);
                if (lastCallers >= BusyGroup)
                    Await(lastCallers, moment);
                group = filling;
                filling = idle;
                last = closed;
            }

            lastCallers = group.Callers;
            if (lastCallers > 0)
                Commit(group);
            idle = group.Renewed();
            if (last)
                return;
        }
    }

    /// <summary>Lets go of the gate until so many callers are there, the time is over or the log closes. Nothing else pulses the gate.</summary>
    private void Await(int callers, TimeSpan atMost)
    {
        wanted = callers;
        if (filling.Callers < callers && !closed)
            Monitor.Wait(gate, atMost);
        wanted = 0;
    }

    private void Commit(CommitGroup group)
    {
        try
        {
            if (end.Offset + group.FrameLength > EventSegments.Size)
                Roll();
            RandomAccess.Write(file.SafeFileHandle, group.Frame(end), end.Offset);
            RandomAccess.FlushToDisk(file.SafeFileHandle);
        }
        catch (IOException cause)
        {
            // What is on the disk is unknown now: nothing more is promised until the log is opened anew.
            failure = cause;
            group.Fail(new TransientFailureException("events:not-kept", "The events could not be written to the disk.", cause));
            return;
        }

        TaskCompletionSource reached;
        lock (gate)
        {
            end = end with { Offset = end.Offset + group.FrameLength };
            (reached, moved) = (moved, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        group.Succeed();
        reached.TrySetResult();
    }

    private void Roll()
    {
        var next = end.Segment + 1;
        file.Dispose();
        file = segments.Create(next);
        lock (gate)
            end = new LogPosition(next, 0);
        ThreadPool.UnsafeQueueUserWorkItem(static segments => segments.Prepare(), segments, preferLocal: false);
    }
}
