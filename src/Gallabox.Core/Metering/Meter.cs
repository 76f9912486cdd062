using Gallabox.Core.Tables;
using Gallabox.Core.Webhooks;

namespace Gallabox.Core.Metering;

/// <summary>
/// Counts message events. Safe to be given any event any number of times, in any order and late: every figure comes out as if
/// each had come once and in time.
/// </summary>
public sealed class Meter(ITableStore tables, TimeProvider time)
{
    /// <summary>The most events counted in one transaction.</summary>
    private const int MaxEvents = 100_000;

    private readonly SentCounter sent = new(tables);

    /// <param name="numbers">Events of numbers of one scope.</param>
    /// <exception cref="TransientFailureException">The store did not answer: give them all again.</exception>
    public async Task CountAsync(IReadOnlyList<NumberEvents> numbers, CancellationToken cancellation)
    {
        foreach (var number in numbers)
            foreach (var some in number.Events.Chunk(MaxEvents))
                await CountSentAsync(number.Number.Phone, some, cancellation);
    }

    private async Task CountSentAsync(PhoneNumber phone, MessageEvent[] events, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        // A clock ahead of ours by more than a day would keep a number from being deleted for as long.
        var latest = (uint)(now.ToUnixTimeSeconds() + TimeSpan.SecondsPerDay);
        var sentNow = new List<(int Hour, ulong Message)>(events.Length);
        uint lastPaid = 0;
        foreach (var item in events)
        {
            if (item.Kind is MessageEventKind.Sent)
                sentNow.Add((MeterTime.Hour(item.At), item.Message));
            if (item.Has(MessageEventTraits.Paid) && item.At > lastPaid && item.At <= latest)
                lastPaid = item.At;
        }

        if (sentNow.Count > 0 || lastPaid > 0)
            await sent.CountAsync(phone.E164, sentNow, lastPaid, MeterTime.OldestSentHour(now), cancellation);
    }
}
