namespace Gallabox.Sandbox.Clock;

/// <summary>A timer on the sandbox's clock; the clock decides when it fires.</summary>
internal sealed class SandboxTimer(SandboxClock clock, long order, TimerCallback callback, object? state) : ITimer
{
    private readonly ExecutionContext? context = ExecutionContext.Capture();

    public long Order => order;

    /// <summary>When it fires next; null while it is stopped. Guarded by the clock's lock.</summary>
    public DateTimeOffset? Due { get; set; }

    public TimeSpan Period { get; set; } = Timeout.InfiniteTimeSpan;

    public bool Disposed { get; set; }

    /// <summary>Who waits, for messages about timers that never end.</summary>
    public string Owner => $"{callback.Method.DeclaringType}.{callback.Method.Name}";

    public bool Change(TimeSpan dueTime, TimeSpan period) => clock.Schedule(this, dueTime, period);

    public void Fire()
    {
        if (context is null)
            callback(state);
        else
            ExecutionContext.Run(context, static timer => ((SandboxTimer)timer!).Invoke(), this);
    }

    public void Dispose()
    {
        clock.Forget(this);
        context?.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Invoke() => callback(state);
}
