using System.Collections.Concurrent;
using Gallabox.Core.Metering;

namespace Gallabox.Core.Webhooks;

/// <summary>
/// The work behind the edge's sink: counts message events, hands account and partner events to their features, and keeps the
/// rest raw. Safe to run again for the same batches, wholly or in part.
/// </summary>
public sealed class EventIntake(NumberDirectory directory, Meter meter, UnroutedEvents unrouted, RawEventRouter raw)
{
    private const int ScopesAtOnce = 32;

    /// <param name="batches">One or more batches, one after another.</param>
    /// <exception cref="TransientFailureException">Something could not be stored: apply them all again.</exception>
    public async Task ApplyAsync(ReadOnlyMemory<byte> batches, CancellationToken cancellation)
    {
        var collected = new EventCollector();
        EventBatch.Read(batches.Span, collected);
        var scopes = new Dictionary<string, List<NumberEvents>>(StringComparer.Ordinal);
        foreach (var (route, events) in collected.Routes)
        {
            if (await directory.FindAsync(route, cancellation) is not { } number)
                await unrouted.KeepAsync(route, events, cancellation);
            else if (scopes.TryGetValue(number.Scope, out var others))
                others.Add(new NumberEvents(number, events));
            else
                scopes[number.Scope] = [new NumberEvents(number, events)];
        }

        // First, as a number that cannot be counted now holds up nobody else's news.
        await raw.RouteAsync(collected.RawEvents, cancellation);
        await CountAsync(new ConcurrentQueue<List<NumberEvents>>(scopes.Values), cancellation);
        Telemetry.Counted(scopes.Values.Sum(numbers => numbers.Sum(one => (long)one.Events.Count)));
    }

    /// <summary>
    /// Side by side, so that the store can put the transactions of many numbers into one commit; on the threads that the caller
    /// allows, be it one alone, for which the library's parallel loops would count one number at a time.
    /// </summary>
    private Task CountAsync(ConcurrentQueue<List<NumberEvents>> scopes, CancellationToken cancellation)
    {
        return Task.WhenAll(Enumerable.Range(0, Math.Min(ScopesAtOnce, scopes.Count)).Select(_ => WorkAsync()));

        async Task WorkAsync()
        {
            while (scopes.TryDequeue(out var numbers))
                await meter.CountAsync(numbers, cancellation);
        }
    }
}
