namespace Gallabox.Local.Orchestration;

/// <summary>
/// The one logical thread of a flow. Continuations queue up here and run in order while <see cref="Run"/> lasts, so a flow
/// moves only when something is delivered to it.
/// </summary>
internal sealed class FlowPump : SynchronizationContext
{
    private const int Nobody = 0;
    private readonly Queue<(SendOrPostCallback Callback, object? State)> queue = new();
    private int pumping = Nobody;

    /// <summary>Carries out the action and all that follows from it.</summary>
    public void Run(Action action)
    {
        var outer = Current;
        SetSynchronizationContext(this);
        Volatile.Write(ref pumping, Environment.CurrentManagedThreadId);
        try
        {
            action();
            while (queue.TryDequeue(out var next))
                next.Callback(next.State);
        }
        finally
        {
            Volatile.Write(ref pumping, Nobody);
            SetSynchronizationContext(outer);
        }
    }

    /// <summary>What arrives from another thread follows from no delivery; it is not run, and the flow is found stuck.</summary>
    public override void Post(SendOrPostCallback d, object? state)
    {
        if (Volatile.Read(ref pumping) == Environment.CurrentManagedThreadId)
            queue.Enqueue((d, state));
    }

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("A flow does not block.");

    public override SynchronizationContext CreateCopy() => this;
}
