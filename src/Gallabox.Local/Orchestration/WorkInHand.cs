namespace Gallabox.Local.Orchestration;

/// <summary>Counts what is under way, and tells when nothing is.</summary>
internal sealed class WorkInHand
{
    private readonly Lock gate = new();
    private TaskCompletionSource idle = Completed();
    private int count;
    private long entered;

    public int Count => Volatile.Read(ref count);

    /// <summary>How often work was begun: the same number twice, with nothing in hand in between, means that nothing happened.</summary>
    public long Entered => Volatile.Read(ref entered);

    public void Enter()
    {
        lock (gate)
        {
            entered++;
            if (count++ == 0)
                idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void Exit()
    {
        lock (gate)
            if (--count == 0)
                idle.SetResult();
    }

    /// <summary>Completes when nothing is under way; at once when that is so.</summary>
    public Task IdleAsync()
    {
        lock (gate)
            return idle.Task;
    }

    private static TaskCompletionSource Completed()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }
}
