using Gallabox.Core.Orchestration;

namespace Gallabox.Local.Orchestration;

/// <summary>What a runner starts from.</summary>
/// <param name="Turns">How many turns of this generation are recorded.</param>
/// <param name="Hints">Times of index rows that stand for the instance, beside the one its record names.</param>
internal sealed record InstanceState(
    InstanceRecord Record, FlowRun Run, int Turns, DateTimeOffset LastTurn, IReadOnlyList<EventRow> Events,
    IReadOnlyList<DateTimeOffset> Hints)
{
    public static InstanceState Fresh(EngineRooms engine, string id, OrchestratorEntry orchestrator, InstanceRecord record) =>
        new(record, NewRun(engine, id, orchestrator, record), 0, record.StartedAt, [], []);

    public static FlowRun NewRun(EngineRooms engine, string id, OrchestratorEntry orchestrator, InstanceRecord record)
    {
        var log = engine.Logs.CreateLogger("Gallabox.Flow." + orchestrator.Name);
        return new FlowRun(orchestrator, new EmbeddedFlow(id, record.Version, record.CustomStatus, log), record.Input);
    }
}
