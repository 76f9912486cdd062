using Gallabox.Core.Orchestration;

namespace Gallabox.Local.Orchestration;

/// <summary>The rooms of the engine that every instance uses.</summary>
internal sealed record EngineRooms(
    OrchestrationCatalog Catalog, Journal Journal, StatusIndex Index, ActivityWorker Activities, TimeProvider Time,
    EmbeddedOrchestrationOptions Options, ILoggerFactory Logs, CancellationToken Stopping)
{
    private int active;

    public LiveInstances Live { get; } = new();

    public WorkInHand Work { get; } = new();

    public OrchestrationMetrics Metrics { get; } = new();

    public ILogger Log { get; } = Logs.CreateLogger("Gallabox.Orchestration");

    /// <summary>Set once, as clock and rooms know each other.</summary>
    public WakeClock Clock { get; set; } = null!;

    /// <summary>Told when an instance in memory has ended or was parked, after that is durable.</summary>
    public Action<string>? Ended { get; set; }

    /// <summary>Whether one more instance may go to work.</summary>
    public bool HasRoom => Volatile.Read(ref active) < Options.MaxActive;

    /// <summary>An instance goes to work, or is brought into memory to do so.</summary>
    public void BeginInstance()
    {
        Work.Enter();
        Interlocked.Increment(ref active);
    }

    /// <summary>An instance only waits, or is gone: there may be room for a sleeper.</summary>
    public void EndInstance()
    {
        Interlocked.Decrement(ref active);
        Clock.Fire();
        Work.Exit();
    }
}
