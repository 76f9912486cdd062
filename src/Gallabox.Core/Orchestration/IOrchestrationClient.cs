namespace Gallabox.Core.Orchestration;

/// <summary>Starts flows and nudges them. Both calls are durable before they return.</summary>
public interface IOrchestrationClient
{
    /// <summary>Starts an instance. Starting an id that exists already, running or finished, changes nothing.</summary>
    Task StartAsync<TInput>(Orchestrator<TInput> orchestrator, string instanceId, TInput input, CancellationToken cancellation);

    /// <summary>Raises an external event. For an instance that is unknown or finished it does nothing.</summary>
    Task RaiseAsync(string instanceId, string eventName, CancellationToken cancellation);

    /// <summary>The instance as it stands, or null.</summary>
    Task<OrchestrationState?> FindAsync(string instanceId, CancellationToken cancellation);
}

/// <summary>Where an instance stands.</summary>
public enum OrchestrationStatus
{
    Running,
    Completed,

    /// <summary>The flow threw.</summary>
    Failed,

    /// <summary>The history does not fit the orchestrator of today; it waits for a version that it fits.</summary>
    Parked,
}

/// <param name="Reason">Readable words for <see cref="OrchestrationStatus.Failed"/> and <see cref="OrchestrationStatus.Parked"/>.</param>
/// <param name="WaitsFor">What a sleeping instance waits for, in words; null otherwise.</param>
public sealed record OrchestrationState(
    string InstanceId, string Orchestrator, string Version, OrchestrationStatus Status, string? CustomStatus, string? Reason, string? WaitsFor,
    DateTimeOffset StartedAt, DateTimeOffset UpdatedAt);
