namespace Gallabox.Core.Queue;

/// <summary>
/// The queue between ingest and work. Delivery is at least once and in no promised order; a handler that throws is tried
/// again with growing delay, and after the last try the message is dead-lettered, where it is kept until it is replayed.
/// </summary>
public interface IWorkQueue
{
    /// <summary>Durable when it returns. A message with an id that is still waiting is accepted and dropped.</summary>
    Task SendAsync(WorkMessage message, CancellationToken cancellation);
}

/// <param name="Id">Unique for what it stands for; 1 to 128 characters. A handler is safe to run twice for one id.</param>
/// <param name="Kind">Names the handler: see <see cref="WorkRouter"/>.</param>
/// <param name="Session">What must not be worked on in parallel, such as a number or a case.</param>
/// <param name="Body">JSON, at most 48 KB: larger things are stored first and pointed to.</param>
public sealed record WorkMessage(string Id, string Kind, string Session, string Body);
