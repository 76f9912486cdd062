namespace Gallabox.Local.Orchestration;

/// <summary>Bounds of the embedded engine.</summary>
public sealed record EmbeddedOrchestrationOptions
{
    /// <summary>Activities that run at once.</summary>
    public int MaxActivities { get; init; } = 64;

    /// <summary>About so many instances are at work at once, waiting for activities included; those beyond wait as rows.</summary>
    public int MaxActive { get; init; } = 2_000;

    /// <summary>An instance whose next timer is nearer than this stays in memory; otherwise it sleeps as rows.</summary>
    public TimeSpan StayAwake { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Sleeping instances whose wake times are read at once, 1 to 1000.</summary>
    public int WakePage { get; init; } = 500;

    /// <summary>How long a finished instance is kept.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(30);

    /// <summary>When an instance is tried again whose rows could not be read or written.</summary>
    public TimeSpan StoreRetry { get; init; } = TimeSpan.FromSeconds(5);
}
