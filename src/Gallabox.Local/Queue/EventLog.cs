using Gallabox.Core;
using Gallabox.Core.Webhooks;
using Microsoft.Extensions.Logging.Abstractions;

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

    private readonly LogTail tail;
    private readonly object gate = new();
    private readonly Thread writer;
    private CommitGroup filling = new();
    private CommitGroup idle = new();
    private LogPosition end;
    private TaskCompletionSource moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool closed;

    /// <summary>The writer waits until the filling group has so many callers.</summary>
    private int wanted;

    private EventLog(string folder, ILogger log)
    {
        Segments = new EventSegments(folder, log);
        tail = new LogTail(Segments, log);
        end = tail.End;
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

    internal EventSegments Segments { get; }

    /// <summary>Opens or creates the log in a folder, and finds its end.</summary>
    public static EventLog Open(string folder, ILogger<EventLog>? log = null) => new(folder, log ?? NullLogger<EventLog>.Instance);

    /// <inheritdoc cref="LogTail.TakesGroups"/>
    internal bool TakesEvents() => tail.TakesGroups();

    public ValueTask AcceptAsync(ReadOnlyMemory<byte> batch, CancellationToken cancellation)
    {
        if (batch.Length > MaxGroup)
            throw new ArgumentException($"A batch has at most {MaxGroup} bytes.", nameof(batch));
        lock (gate)
        {
            if (closed || tail.Failure is not null || filling.Length + batch.Length > MaxGroup)
                throw new TransientFailureException("events:not-kept", "The event log takes nothing now.", tail.Failure);
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
        tail.Dispose();
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
        if (!tail.TryAppend(group))
            return;
        TaskCompletionSource reached;
        lock (gate)
        {
            end = tail.End;
            (reached, moved) = (moved, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        group.Succeed();
        reached.TrySetResult();
    }
}
