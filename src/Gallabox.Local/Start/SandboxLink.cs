using Gallabox.Local.Orchestration;
using Gallabox.Local.Queue;
using Gallabox.Sandbox;

namespace Gallabox.Local.Start;

/// <summary>Lets the sandbox's clock stop wherever the engine or the queue has something due, and wait until it is done.</summary>
internal sealed class SandboxLink(EmbeddedOrchestration flows, LocalWorkQueue queue, EventLogConsumer events) : ISandboxHost
{
    public DateTimeOffset? NextDue => new[] { flows.NextDue, queue.NextDue }.Min();

    /// <summary>Events make work, work nudges flows, and flows send nothing back: quiet is reached in that order.</summary>
    public async Task SettleAsync(CancellationToken cancellation)
    {
        await events.SettleAsync().WaitAsync(cancellation);
        await queue.SettleAsync().WaitAsync(cancellation);
        await flows.SettleAsync(cancellation);
    }
}
