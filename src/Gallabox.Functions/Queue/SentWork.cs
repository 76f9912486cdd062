using Gallabox.Core.Queue;

namespace Gallabox.Functions.Queue;

/// <summary>A message under way.</summary>
/// <param name="Attempts">How often it was tried and failed.</param>
/// <param name="SentAt">When it was sent, or put back by a replay.</param>
/// <param name="Replayed">Whether it came back from the dead letters, so that its id no longer makes it a duplicate.</param>
/// <param name="Trace">The W3C trace that it continues, or null.</param>
/// <param name="Stored">Where its body lies when it is too large to travel; the message's own body is empty then.</param>
internal sealed record SentWork(
    WorkMessage Message, int Attempts, DateTimeOffset SentAt, bool Replayed = false, string? Stored = null, string? Trace = null);

/// <summary>A queue of Azure, seen from the side that sends.</summary>
internal interface IWorkRoad
{
    /// <summary>Durable when it returns. It is delivered once the delay is over, at least once.</summary>
    Task PutAsync(SentWork work, TimeSpan delay, CancellationToken cancellation);
}
