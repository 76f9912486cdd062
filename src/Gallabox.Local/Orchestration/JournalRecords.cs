using Gallabox.Core;
using Gallabox.Core.Orchestration;

namespace Gallabox.Local.Orchestration;

/// <summary>The one row that says where an instance stands. Its history is in rows beside it.</summary>
/// <param name="Generation">Counts continue-as-new; only history rows of this generation are meant.</param>
/// <param name="IndexedAt">
/// With <paramref name="Status"/>, the index row that stands for this instance: when it wakes while it runs, else when it
/// ended or was parked.
/// </param>
internal sealed record InstanceRecord(
    string Orchestrator, string Version, int Generation, RawJson Input, OrchestrationStatus Status, DateTimeOffset IndexedAt,
    DateTimeOffset StartedAt, DateTimeOffset UpdatedAt, string? CustomStatus = null, string? Reason = null, string? WaitsFor = null)
{
    public OrchestrationState ToState(string id) =>
        new(id, Orchestrator, Version, Status, CustomStatus, Reason, WaitsFor, StartedAt, UpdatedAt);
}

/// <summary>
/// One turn of a flow, one row: what was delivered to it, in order, and what it asked for in answer. What it asked for is
/// begun only when this row is durable.
/// </summary>
/// <param name="At">What <see cref="IOrchestration.Now"/> is during the turn.</param>
internal sealed record TurnRecord(DateTimeOffset At, IReadOnlyList<CompletedStep>? Done, IReadOnlyList<AskedStep>? Asked);

internal enum StepKind
{
    Call,
    Timer,
    Event,
}

/// <summary>What a flow asked for.</summary>
/// <param name="Step">Counts from 1 within a generation.</param>
/// <param name="Name">Of the activity or of the event.</param>
/// <param name="Until">When the timer fires, or the wait for an event ends.</param>
/// <param name="Input">A hash of the activity's input.</param>
internal sealed record AskedStep(int Step, StepKind Kind, string? Name = null, DateTimeOffset? Until = null, string? Input = null);

/// <summary>How a step came out. A timer that fired has nothing to add.</summary>
/// <param name="Came">For an event: whether it came before the deadline.</param>
internal sealed record CompletedStep(int Step, RawJson? Output = null, StepFailure? Failure = null, bool? Came = null);

internal sealed record StepFailure(FailureKind Kind, string Code, string Reason);

/// <summary>An event that was raised and not yet consumed.</summary>
internal sealed record EventRecord(string Name, DateTimeOffset At);

/// <param name="Row">The key of its row, by which events are ordered.</param>
internal sealed record EventRow(string Row, EventRecord Event);
