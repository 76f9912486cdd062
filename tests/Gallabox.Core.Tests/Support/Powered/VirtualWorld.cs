using Microsoft.Extensions.Time.Testing;

namespace Gallabox.Core.Tests.Support.Powered;

/// <summary>One thread and one clock: the clock moves only when nothing can run, and from due moment to due moment.</summary>
internal sealed class VirtualWorld
{
    private const int MostWorks = 1_000_000;
    private readonly Queue<(SendOrPostCallback Work, object? State)> ready = new();
    private readonly PriorityQueue<Action, (DateTimeOffset At, int Order)> due = new();
    private int order;

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    public DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>What is done before the clock moves, such as starting again after a crash. True: it did something.</summary>
    public Func<bool> BeforeMoving { get; set; } = () => false;

    public void At(DateTimeOffset at, Action act) => due.Enqueue(act, (at, order++));

    public void In(TimeSpan span, Action act) => At(Now + span, act);

    public Task DelayUntilAsync(DateTimeOffset at)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        At(at, done.SetResult);
        return done.Task;
    }

    /// <summary>Runs until it is so.</summary>
    public void Run(Func<bool> until, TimeSpan within, Func<string> stuck)
    {
        var end = Now + within;
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new Context(this));
        try
        {
            while (true)
            {
                Drain();
                if (until())
                    return;
                if (BeforeMoving())
                    continue;
                if (!due.TryPeek(out _, out var next) || next.At > end)
                    throw new InvalidOperationException($"At {Now:O} it is not so, and {(due.Count == 0 ? "nothing is due" : $"next is {next.At:O}")}: {stuck()}");
                Move();
            }
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    private void Move()
    {
        due.TryPeek(out _, out var next);
        if (next.At > Now)
            Time.SetUtcNow(next.At);
        while (due.TryPeek(out _, out var each) && each.At <= Now)
            due.Dequeue()();
    }

    private void Drain()
    {
        for (var works = 0; ready.TryDequeue(out var next); works++)
        {
            if (works > MostWorks)
                throw new InvalidOperationException($"At {Now:O} something goes round and round, and the clock never moves.");
            next.Work(next.State);
        }
    }

    private sealed class Context(VirtualWorld world) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => world.ready.Enqueue((d, state));

        public override void Send(SendOrPostCallback d, object? state) => d(state);
    }
}
