namespace Gallabox.Core.Webhooks;

/// <summary>Where the HTTP edge leaves what it took: the log of the local host, or a queue in Azure. Everything else happens behind it.</summary>
public interface IEventSink
{
    /// <summary>Takes one <see cref="EventBatch"/>, durable when it returns; delivered at least once, in no promised order.</summary>
    /// <param name="batch">
    /// May be overwritten after the call has returned. A sink takes 8 MB; a webhook makes at most twice its body and 256 KB, so 6.25 MB
    /// of a body of <see cref="WebhookOptions.MaxBody"/>.
    /// </param>
    /// <exception cref="TransientFailureException">It could not be kept: answer 503, the sender comes again.</exception>
    ValueTask AcceptAsync(ReadOnlyMemory<byte> batch, CancellationToken cancellation);
}
