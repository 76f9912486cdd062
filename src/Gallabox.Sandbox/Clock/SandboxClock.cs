using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Clock;

/// <summary>
/// Real time plus an offset that survives a restart. It flows on by itself; <see cref="ClockAdvance"/> moves it forward and fires what
/// falls due. Timers made by it fire on its time, so a wait of days ends when the clock is advanced over it.
/// </summary>
public sealed class SandboxClock : TimeProvider, IDisposable
{
    private static readonly TimeSpan longestAlarm = TimeSpan.FromDays(1);
    private static readonly TimeSpan shortestStop = TimeSpan.FromMinutes(1);

    private readonly TimeProvider real;
    private readonly WorldFile file;
    private readonly Lock gate = new();
    private readonly SortedSet<SandboxTimer> timers = new(Comparer<SandboxTimer>.Create(static (left, right) =>
        left.Due == right.Due ? left.Order.CompareTo(right.Order) : left.Due!.Value.CompareTo(right.Due!.Value)));
    private readonly ITimer alarm;
    private long offset;
    private long created;

    internal SandboxClock(WorldFile file, TimeProvider real)
    {
        this.file = file;
        this.real = real;
        offset = file.Change(default, world => world.Find<ClockOffset>("clock")?.Ticks ?? 0);
        alarm = real.CreateTimer(
            static clock => ((SandboxClock)clock!).OnAlarm(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc />
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => real.GetUtcNow().AddTicks(Interlocked.Read(ref offset));

    /// <inheritdoc />
    public override long GetTimestamp() => real.GetElapsedTime(0, real.GetTimestamp()).Ticks + Interlocked.Read(ref offset);

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SandboxTimer(this, Interlocked.Increment(ref created), callback, state);
        Schedule(timer, dueTime, period);
        return timer;
    }

    /// <inheritdoc />
    public void Dispose() => alarm.Dispose();

    /// <summary>
    /// The earliest timer that a jump must stop at, and who waits on it. A timer that repeats within a minute is none: it fires at the
    /// stops that others make.
    /// </summary>
    internal (DateTimeOffset Due, string Owner)? NextStop()
    {
        lock (gate)
        {
            var next = timers.FirstOrDefault(static timer => timer.Period == Timeout.InfiniteTimeSpan || timer.Period >= shortestStop);
            return next is null ? null : (next.Due!.Value, next.Owner);
        }
    }

    /// <summary>
    /// Moves forward to the moment, durably; a moment already past changes nothing. What is due by then waits for
    /// <see cref="FireDueAsync"/>: rung by the alarm beside it, it would fire at any moment, and nobody would wait for it.
    /// </summary>
    internal void MoveTo(DateTimeOffset moment)
    {
        var ahead = (moment - real.GetUtcNow()).Ticks;
        if (ahead <= Interlocked.Read(ref offset))
            return;
        SetOffset(ahead);
    }

    /// <summary>Back to real time: for a reset of the whole sandbox only, as time otherwise never runs backwards.</summary>
    internal void ReturnToRealTime()
    {
        SetOffset(0);
        lock (gate)
            SetAlarm();
    }

    /// <summary>Fires what is due, the earliest first, and returns when all callbacks have returned.</summary>
    internal Task FireDueAsync() => Task.Run(() =>
    {
        foreach (var timer in TakeDue())
            timer.Fire();
    });

    internal bool Schedule(SandboxTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (gate)
        {
            if (timer.Disposed)
                return false;
            if (timer.Due is not null)
                timers.Remove(timer);
            timer.Due = dueTime == Timeout.InfiniteTimeSpan ? null : GetUtcNow() + dueTime;
            timer.Period = period == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : period;
            if (timer.Due is not null)
                timers.Add(timer);
            SetAlarm();
            return true;
        }
    }

    internal void Forget(SandboxTimer timer)
    {
        lock (gate)
        {
            timer.Disposed = true;
            if (timer.Due is not null)
                timers.Remove(timer);
            timer.Due = null;
        }
    }

    private void SetOffset(long ticks)
    {
        file.Change(default, world => world.Put("clock", new ClockOffset(ticks)));
        Interlocked.Exchange(ref offset, ticks);
    }

    private void OnAlarm()
    {
        foreach (var timer in TakeDue())
            ThreadPool.UnsafeQueueUserWorkItem(static timer => timer.Fire(), timer, preferLocal: false);
    }

    private List<SandboxTimer> TakeDue()
    {
        lock (gate)
        {
            var now = GetUtcNow();
            List<SandboxTimer> due = [.. timers.TakeWhile(timer => timer.Due <= now)];
            foreach (var timer in due)
            {
                timers.Remove(timer);
                timer.Due = timer.Period == Timeout.InfiniteTimeSpan ? null : now + timer.Period;
                if (timer.Due is not null)
                    timers.Add(timer);
            }

            SetAlarm();
            return due;
        }
    }

    private void SetAlarm()
    {
        if (timers.Min is not { Due: { } due })
            return;
        var wait = due - GetUtcNow();
        wait = wait < TimeSpan.Zero ? TimeSpan.Zero : wait > longestAlarm ? longestAlarm : wait + TimeSpan.FromMilliseconds(1);
        alarm.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private sealed record ClockOffset(long Ticks) : IBookkeeping;
}
