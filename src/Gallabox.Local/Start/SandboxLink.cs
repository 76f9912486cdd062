using Gallabox.Local.Orchestration;
using Gallabox.Local.Queue;
using Gallabox.Sandbox;

namespace Gallabox.Local.Start;

/// <summary>Lets the sandbox's clock stop wherever the engine or the queue has something due, and wait until it is done.</summary>
internal sealed class SandboxLink(EmbeddedOrchestration flows, LocalWorkQueue queue, EventLogConsumer events) : ISandboxHost
{
    public DateTimeOffset? NextDue => new[] { flows.NextDue, queue.NextDue }.Min();

    /// <summary>Events make work, work in the queue nudges flows, and flows send nothing to the queue: quiet is one after the other.</summary>
    public async Task SettleAsync(CancellationToken cancellation)
    {
        await events.SettleAsync().WaitAsync(cancellation);
        await queue.SettleAsync().WaitAsync(cancellation);
        await flows.SettleAsync(cancellation);
    }
}
