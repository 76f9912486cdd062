using Gallabox.Core.Tables;
using Gallabox.Core.Webhooks;

namespace Gallabox.Core.Metering;

/// <summary>
/// Counts message events. Safe to be given any event any number of times, in any order and late: every figure comes out as if
/// each had come once and in time.
/// </summary>
public sealed class Meter(ITableStore tables, MeterOptions options, TimeProvider time)
{
    /// <summary>The most events counted in one transaction.</summary>
    private const int MaxEvents = 100_000;

    /// <summary>The most numbers whose customers are counted in one transaction.</summary>
    private const int MaxNumbers = 40;

    private readonly SentCounter sent = new(tables);
    private readonly CustomerLedger customers = new(tables);

    /// <param name="numbers">Events of numbers of one scope.</param>
    /// <exception cref="TransientFailureException">The store did not answer: give them all again.</exception>
    public async Task CountAsync(IReadOnlyList<NumberEvents> numbers, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var scope = numbers[0].Number.Scope;
        var contacts = new List<ScopeEvent>();
        for (var index = 0; index < numbers.Count; index++)
        {
            var (number, events) = numbers[index];
            var phone = number.Phone.E164;
            await CountSentAsync(phone, events, now, cancellation);
            foreach (var item in events)
                if (Contact(item) is { } kind)
                    contacts.Add(new ScopeEvent(phone, kind, item.At, CountedHash.Of(item.User), CountedHash.Of(item.Phone)));
            if (contacts.Count < MaxEvents && index % MaxNumbers < MaxNumbers - 1 && index < numbers.Count - 1)
                continue;
            foreach (var some in contacts.Chunk(MaxEvents))
                await customers.CountAsync(scope, some, now, cancellation);
            contacts.Clear();
        }
    }

    private async Task CountSentAsync(string phone, IReadOnlyList<MessageEvent> events, DateTimeOffset now, CancellationToken cancellation)
    {
        // A clock ahead of ours by more than a day would keep a number from being deleted for as long.
        var latest = (uint)(now.ToUnixTimeSeconds() + TimeSpan.SecondsPerDay);
        var oldestHour = MeterTime.OldestSentHour(now);
        var messages = new List<SentMessage>(events.Count);
        uint lastPaid = 0;
        foreach (var item in events)
        {
            if (item.Kind is MessageEventKind.Sent && MeterTime.Hour(item.At) >= oldestHour)
                messages.Add(new SentMessage(MeterTime.Hour(item.At), CountedHash.Of(item.Message)));
            if (item.Has(MessageEventTraits.Paid) && item.At > lastPaid && item.At <= latest)
                lastPaid = item.At;
        }

        foreach (var some in Distinct(messages).Chunk(MaxEvents))
            await sent.CountAsync(phone, some, lastPaid, oldestHour, cancellation);
        if (messages.Count == 0 && lastPaid > 0)
            await sent.CountAsync(phone, ReadOnlyMemory<SentMessage>.Empty, lastPaid, oldestHour, cancellation);
    }

    /// <summary>In order, each once.</summary>
    private static SentMessage[] Distinct(List<SentMessage> messages)
    {
        var ordered = messages.ToArray();
        ordered.AsSpan().Sort();
        var kept = 0;
        foreach (var message in ordered)
            if (kept == 0 || ordered[kept - 1] != message)
                ordered[kept++] = message;
        return ordered[..kept];
    }

    /// <summary>What the event says of a customer; null: nothing.</summary>
    private EntryKind? Contact(MessageEvent item) => item.Kind switch
    {
        _ when item.Has(MessageEventTraits.Group) => null,
        MessageEventKind.Sent when options.CustomerMoment is CustomerMoment.Sent => EntryKind.Delivery,
        MessageEventKind.Delivered when options.CustomerMoment is CustomerMoment.Delivered && item.Has(MessageEventTraits.Priced) => EntryKind.Delivery,
        MessageEventKind.Inbound => EntryKind.Inbound,
        MessageEventKind.InboundDoubtful when options.DoubtfulMessagesOpenWindow => EntryKind.Inbound,
        MessageEventKind.Delivered or MessageEventKind.InboundDoubtful or MessageEventKind.Linked when item.User != 0 && item.Phone != 0 => EntryKind.Link,
        _ => null,
    };
}
