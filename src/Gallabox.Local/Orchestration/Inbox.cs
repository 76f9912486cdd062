namespace Gallabox.Local.Orchestration;

/// <summary>What reaches an instance in memory.</summary>
internal abstract record Arrival
{
    /// <summary>An activity ended. Null: the host stops, the activity runs again.</summary>
    /// <param name="Generation">The run that asked for it; a later one has no use for it.</param>
    public sealed record CallDone(int Generation, CompletedStep? Done) : Arrival;

    /// <summary>An event was stored.</summary>
    public sealed record EventCame(EventRow Event) : Arrival;

    /// <summary>It is time to look at the timers.</summary>
    /// <param name="Hint">The time of the index row that said so, where it was one.</param>
    public sealed record Tick(DateTimeOffset? Hint) : Arrival;
}

/// <summary>Whether an arrival was taken, and what the sender has to do about it.</summary>
internal enum Posted
{
    /// <summary>The instance has left memory; the arrival is not taken.</summary>
    Gone,

    /// <summary>Taken by an instance that is at work.</summary>
    Queued,

    /// <summary>The instance rested while it counted as active; it must be run.</summary>
    Resumed,

    /// <summary>The instance only waited; it must be counted as active and be run.</summary>
    Awakened,
}

/// <summary>The arrivals of one instance, and whether it works, rests or is gone: decided in one place, so nothing is missed.</summary>
internal sealed class Inbox
{
    private readonly Lock gate = new();
    private List<Arrival> arrivals = [];
    private bool working = true;
    private bool active = true;
    private bool gone;

    public Posted Post(Arrival arrival)
    {
        lock (gate)
        {
            if (gone)
                return Posted.Gone;
            arrivals.Add(arrival);
            if (working)
                return Posted.Queued;
            working = true;
            if (active)
                return Posted.Resumed;
            active = true;
            return Posted.Awakened;
        }
    }

    public List<Arrival> Take()
    {
        lock (gate)
        {
            if (arrivals.Count == 0)
                return [];
            var taken = arrivals;
            arrivals = [];
            return taken;
        }
    }

    /// <summary>False: something arrived, go on working.</summary>
    /// <param name="stayActive">Activities are under way.</param>
    public bool TryRest(bool stayActive)
    {
        lock (gate)
        {
            if (arrivals.Count > 0)
                return false;
            working = false;
            active = stayActive;
            return true;
        }
    }

    /// <summary>False: something arrived, go on working.</summary>
    public bool TryLeave()
    {
        lock (gate)
            return gone = arrivals.Count == 0;
    }

    /// <summary>Nothing is taken any more. Answers what had still come.</summary>
    public List<Arrival> Leave()
    {
        lock (gate)
        {
            gone = true;
            return arrivals;
        }
    }
}
