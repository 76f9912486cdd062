namespace Gallabox.Sandbox;

/// <summary>
/// What a host that runs on the sandbox's clock tells it, so that advancing stops wherever the host has something due. Optional: register
/// an implementation in the container. Without one, only timers on the clock and the sandbox's own happenings are stops.
/// </summary>
public interface ISandboxHost
{
    /// <summary>The earliest moment for which durable work is planned (sleeping flows, delayed messages); null for none.</summary>
    DateTimeOffset? NextDue { get; }

    /// <summary>
    /// Completes when nothing that is due at the clock's present moment is left to do or under way: runnable flows, queued messages, mails
    /// to send. Work that has just been triggered by a timer counts. It must not wait for HTTP requests in flight, as the advance is one.
    /// </summary>
    Task SettleAsync(CancellationToken cancellation);
}
