namespace Gallabox.Local.Orchestration;

/// <summary>What the clock needs from the engine.</summary>
internal interface IWaker
{
    /// <summary>Whether one more sleeping instance can be brought into memory.</summary>
    bool HasRoom { get; }

    void WakeNear(IndexEntry due);

    void WakeSleeper(IndexEntry due);

    /// <summary>A page of sleeping instances after the given one; tries until it succeeds or the engine stops.</summary>
    Task<IReadOnlyList<IndexEntry>> ReadSleepersAsync(IndexEntry? after);
}

/// <summary>
/// Wakes instances in order of time, by one timer: those in memory for their near timers, and those that sleep as rows.
/// </summary>
internal sealed class WakeClock : IDisposable
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(40);
    private readonly Lock gate = new();
    private readonly SortedSet<IndexEntry> near = [];
    private readonly Sleepers sleepers;
    private readonly TimeProvider time;
    private readonly WorkInHand work;
    private readonly IWaker waker;
    private readonly ITimer timer;
    private DateTimeOffset armed = DateTimeOffset.MaxValue;

    public WakeClock(TimeProvider time, int page, WorkInHand work, IWaker waker)
    {
        this.time = time;
        this.work = work;
        this.waker = waker;
        sleepers = new Sleepers(page);
        timer = time.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The earliest wake; null when nothing waits for a time.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (gate)
                return Earliest(sleepers.First?.At);
        }
    }

    /// <summary>How many sleeping instances are known in memory.</summary>
    public int SleepersKnown
    {
        get
        {
            lock (gate)
                return sleepers.Count;
        }
    }

    /// <summary>Reads the first page and wakes what is due. Until then sleepers are only collected.</summary>
    public Task StartAsync() => ReadPageAsync(null);

    public void AddNear(IndexEntry entry)
    {
        lock (gate)
        {
            near.Add(entry);
            Arm();
        }
    }

    public void RemoveNear(IndexEntry entry)
    {
        lock (gate)
            near.Remove(entry);
    }

    public void AddSleeper(IndexEntry entry)
    {
        lock (gate)
        {
            sleepers.Add(entry);
            Arm();
        }
    }

    public void RemoveSleeper(IndexEntry entry)
    {
        lock (gate)
            sleepers.Remove(entry);
    }

    /// <summary>Wakes all that is due: near timers first, as those instances hold memory; sleepers while there is room.</summary>
    public void Fire()
    {
        // Counted before it is taken, so that what is due is at every moment either here or work in hand.
        work.Enter();
        while (TakeNear() is { } due)
            waker.WakeNear(due);
        while (waker.HasRoom && TakeSleeper() is { } due)
            waker.WakeSleeper(due);
        if (BeginPage() is { } after)
            _ = ReadPageAsync(after);
        work.Exit();
    }

    public void Dispose() => timer.Dispose();

    // Not on the clock's stack: a clock may run callbacks under a lock of its own, which Arm needs while it holds ours.
    private void Ring() => ThreadPool.UnsafeQueueUserWorkItem(
        static clock =>
        {
            lock (clock.gate)
                clock.armed = DateTimeOffset.MaxValue;
            clock.Fire();
        },
        this,
        preferLocal: false);

    private IndexEntry? TakeNear()
    {
        lock (gate)
        {
            if (near.Count == 0 || near.Min.At > time.GetUtcNow())
                return null;
            var due = near.Min;
            near.Remove(due);
            return due;
        }
    }

    private IndexEntry? TakeSleeper()
    {
        lock (gate)
        {
            if (sleepers.First is not { } due || due.At > time.GetUtcNow())
                return null;
            sleepers.Remove(due);
            return due;
        }
    }

    private IndexEntry? BeginPage()
    {
        lock (gate)
        {
            Arm();
            return sleepers.RunsLow ? sleepers.BeginPage() : null;
        }
    }

    private async Task ReadPageAsync(IndexEntry? after)
    {
        work.Enter();
        try
        {
            var entries = await waker.ReadSleepersAsync(after);
            lock (gate)
                sleepers.EndPage(entries);
        }
        finally
        {
            work.Exit();
        }

        Fire();
    }

    private DateTimeOffset? Earliest(DateTimeOffset? sleeper)
    {
        if (near.Count == 0)
            return sleeper;
        return sleeper < near.Min.At ? sleeper : near.Min.At;
    }

    // A sleeper that is due but finds no room needs no timer: the clock is fired when there is room.
    private void Arm()
    {
        var now = time.GetUtcNow();
        var sleeper = sleepers.First?.At;
        var next = Earliest(sleeper <= now && !waker.HasRoom ? null : sleeper);
        if (next is not { } due || due >= armed)
            return;
        armed = due;
        var milliseconds = Math.Clamp(Math.Ceiling((due - now).TotalMilliseconds), 1, LongestTimer.TotalMilliseconds);
        timer.Change(TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);
    }
}
