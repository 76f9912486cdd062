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

    private readonly SentCounter sent = new(tables);
    private readonly CustomerLedger customers = new(tables);

    /// <param name="numbers">Events of numbers of one scope.</param>
    /// <exception cref="TransientFailureException">The store did not answer: give them all again.</exception>
    public async Task CountAsync(IReadOnlyList<NumberEvents> numbers, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var contacts = new List<ScopeEvent>();
        foreach (var number in numbers)
        {
            foreach (var some in number.Events.Chunk(MaxEvents))
                await CountSentAsync(number.Number.Phone, some, now, cancellation);
            foreach (var item in number.Events)
                if (Contact(item) is { } contact)
                    contacts.Add(new ScopeEvent(number.Number.Phone.E164, contact == default ? null : contact, item));
        }

        foreach (var some in contacts.Chunk(MaxEvents))
            await customers.CountAsync(numbers[0].Number.Scope, some, now, cancellation);
    }

    private async Task CountSentAsync(PhoneNumber phone, MessageEvent[] events, DateTimeOffset now, CancellationToken cancellation)
    {
        // A clock ahead of ours by more than a day would keep a number from being deleted for as long.
        var latest = (uint)(now.ToUnixTimeSeconds() + TimeSpan.SecondsPerDay);
        var messages = new List<(int Hour, ulong Message)>(events.Length);
        uint lastPaid = 0;
        foreach (var item in events)
        {
            if (item.Kind is MessageEventKind.Sent)
                messages.Add((MeterTime.Hour(item.At), item.Message));
            if (item.Has(MessageEventTraits.Paid) && item.At > lastPaid && item.At <= latest)
                lastPaid = item.At;
        }

        if (messages.Count > 0 || lastPaid > 0)
            await sent.CountAsync(phone.E164, messages, lastPaid, MeterTime.OldestSentHour(now), cancellation);
    }

    /// <summary>What the event says of a customer; 0: only that two ids are one person's; null: nothing.</summary>
    private ContactKind? Contact(MessageEvent item) => item.Kind switch
    {
        _ when item.Has(MessageEventTraits.Group) => null,
        MessageEventKind.Sent when options.CustomerMoment is CustomerMoment.Sent => ContactKind.Delivery,
        MessageEventKind.Delivered when options.CustomerMoment is CustomerMoment.Delivered && item.Has(MessageEventTraits.Priced) => ContactKind.Delivery,
        MessageEventKind.Inbound => ContactKind.Inbound,
        MessageEventKind.InboundDoubtful when options.DoubtfulMessagesOpenWindow => ContactKind.Inbound,
        MessageEventKind.Delivered or MessageEventKind.InboundDoubtful or MessageEventKind.Linked when item.User != 0 && item.Phone != 0 => default(ContactKind),
        _ => null,
    };
}
