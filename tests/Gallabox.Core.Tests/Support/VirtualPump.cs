namespace Gallabox.Core.Tests.Support;

/// <summary>Keeps a flow on the test's thread: its continuations queue up and run in order while something is delivered.</summary>
internal sealed class VirtualPump : SynchronizationContext
{
    private readonly Queue<Action> queue = new();
    private readonly int thread = Environment.CurrentManagedThreadId;

    public void Run(Action action)
    {
        var outer = Current;
        SetSynchronizationContext(this);
        try
        {
            action();
            while (queue.TryDequeue(out var next))
                next();
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }

    /// <summary>What comes from another thread was not delivered by the harness; the flow is then found stuck.</summary>
    public override void Post(SendOrPostCallback d, object? state)
    {
        if (Environment.CurrentManagedThreadId == thread)
            queue.Enqueue(() => d(state));
    }

    public override SynchronizationContext CreateCopy() => this;
}
