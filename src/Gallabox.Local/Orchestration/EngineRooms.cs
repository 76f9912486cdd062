using Gallabox.Core.Orchestration;

namespace Gallabox.Local.Orchestration;

/// <summary>The rooms of the engine that every instance uses.</summary>
internal sealed record EngineRooms(
    OrchestrationCatalog Catalog, Journal Journal, StatusIndex Index, ActivityWorker Activities, LiveInstances Live, WorkInHand Work,
    OrchestrationMetrics Metrics, TimeProvider Time, EmbeddedOrchestrationOptions Options, ILoggerFactory Logs, CancellationToken Stopping)
{
    public ILogger Log { get; } = Logs.CreateLogger("Gallabox.Orchestration");

    /// <summary>Set once, as clock and rooms know each other.</summary>
    public WakeClock Clock { get; set; } = null!;
}
