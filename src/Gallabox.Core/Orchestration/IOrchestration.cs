using Microsoft.Extensions.Logging;

namespace Gallabox.Core.Orchestration;

/// <summary>
/// All that a flow may touch. Every member is deterministic under replay: a flow is a function of its input and of what
/// these members answered. Three implementations exist: Durable Functions, the embedded engine, the virtual clock of the tests.
/// </summary>
public interface IOrchestration
{
    /// <summary>The id under which the instance was started; at most 100 characters, no <c>/ \ # ?</c>.</summary>
    string InstanceId { get; }

    /// <summary>The version of the orchestrator that was current when this instance was started; stays the same for its life.</summary>
    string Version { get; }

    /// <summary>The time of the last recorded step, UTC. It moves only when a step completes.</summary>
    DateTimeOffset Now { get; }

    /// <summary>A log that is silent while steps are replayed.</summary>
    ILogger Log { get; }

    /// <summary>
    /// Runs one activity and records its result. It runs at least once: a crash between effect and record runs it again.
    /// No retry happens here; see <see cref="RetryPolicy"/>.
    /// </summary>
    /// <exception cref="ActivityFailedException">The activity failed, with the kind of its failure.</exception>
    Task<TOutput> CallAsync<TInput, TOutput>(Activity<TInput, TOutput> activity, TInput input);

    /// <summary>A durable timer. Completes at once when the time has passed; never early.</summary>
    Task WaitUntilAsync(DateTimeOffset at);

    /// <summary>
    /// Waits for an external event of that name, or the deadline. True: an event came, one is consumed. False: the deadline
    /// came first. An event carries no data: it is a nudge to read what was stored before it was raised. Events that come
    /// while nobody waits are kept.
    /// </summary>
    Task<bool> WaitForEventAsync(string name, DateTimeOffset deadline);

    /// <summary>Custom status, shown beside the instance; at most 1 KB.</summary>
    void SetStatus(string status);

    /// <summary>
    /// Ends this run and starts the same instance again with a new input and an empty history; unconsumed events are kept.
    /// The flow must return right after it.
    /// </summary>
    void ContinueAsNew<TInput>(TInput input);
}
