using Microsoft.Extensions.Logging;

namespace Gallabox.Core.Webhooks;

/// <summary>Counts what came for a number before it was known here: its webhooks may come before its connection is complete.</summary>
public sealed class LateNumbers(UnroutedEvents unrouted, NumberDirectory directory, IEventSink sink, ILogger<LateNumbers> log)
{
    /// <summary>Gives the events of every number that is known by now back to the sink. Safe to run twice, and side by side.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await foreach (var late in unrouted.AllAsync(cancellation))
        {
            if (await directory.FindAnewAsync(late.Value.Route, cancellation) is not { } number)
                continue;
            var batches = await unrouted.ReplayAsync(late, sink, cancellation);
            log.LogInformation("{Batches} batches of events that came before number {Phone} was known are counted now.", batches, number.Phone.Masked);
        }
    }
}
