using Gallabox.Core.Metering;
using Gallabox.Core.Webhooks;

namespace Gallabox.Core.Tests.Metering;

/// <summary>An event of a stream, with the number it belongs to.</summary>
internal sealed record StreamEvent(MeteredNumber Number, MessageEvent Event);

/// <summary>The figures by their definitions, from all events at once, with no regard to speed or memory.</summary>
internal sealed class Recount(IEnumerable<StreamEvent> events, MeterOptions options)
{
    private const int Day = 24 * 3600;
    private readonly StreamEvent[] events = [.. events.Distinct()];

    public int Sent30Days(PhoneNumber phone, DateTimeOffset asOf)
    {
        var (first, last) = (asOf.AddDays(-30).ToUnixTimeSeconds() / 3600, asOf.ToUnixTimeSeconds() / 3600);
        return events.Where(item => item.Number.Phone == phone && item.Event.Kind is MessageEventKind.Sent)
            .Select(item => (item.Event.Message, Hour: item.Event.At / 3600)).Distinct()
            .Count(message => message.Hour >= first && message.Hour <= last);
    }

    public DateTimeOffset? LastPaid(PhoneNumber phone)
    {
        uint[] paid = [.. events.Where(item => item.Number.Phone == phone && item.Event.Has(MessageEventTraits.Paid)).Select(item => item.Event.At)];
        return paid.Length == 0 ? null : DateTimeOffset.FromUnixTimeSeconds(paid.Max());
    }

    /// <summary>People whom what counts outside a service window reached in the 24 hours before, to the minute.</summary>
    public int Distinct24Hours(string scope, PhoneNumber? phone, DateTimeOffset asOf)
    {
        var ofScope = events.Where(item => item.Number.Scope == scope && !item.Event.Has(MessageEventTraits.Group)).ToArray();
        var person = People(ofScope);
        var asked = asOf.ToUnixTimeSeconds() / 60;
        return ofScope
            .Where(item => Counts(item.Event))
            .Where(item => phone is null || item.Number.Phone == phone)
            .Where(item => item.Event.At / 60 <= asked && item.Event.At / 60 >= asked - 1440)
            .Where(item => !ofScope.Any(other => OpensWindow(other.Event) && other.Number.Phone == item.Number.Phone
                && person(other.Event) == person(item.Event) && other.Event.At <= item.Event.At && item.Event.At - other.Event.At < Day))
            .Select(item => person(item.Event)).Distinct().Count();
    }

    private bool Counts(MessageEvent item) => options.CustomerMoment is CustomerMoment.Sent
        ? item.Kind is MessageEventKind.Sent
        : item.Kind is MessageEventKind.Delivered && item.Has(MessageEventTraits.Priced);

    private bool OpensWindow(MessageEvent item) => item.Kind is MessageEventKind.Inbound
        || (options.DoubtfulMessagesOpenWindow && item.Kind is MessageEventKind.InboundDoubtful);

    /// <summary>Everybody by the smallest id that leads to them.</summary>
    private Func<MessageEvent, ulong> People(StreamEvent[] events)
    {
        var same = new Dictionary<ulong, ulong>();
        ulong Root(ulong id) => same.TryGetValue(id, out var next) && next != id ? Root(next) : id;
        foreach (var (_, item) in events)
        {
            if (item.User == 0 || item.Phone == 0 || item.Kind is MessageEventKind.Failed || (item.Kind is MessageEventKind.Sent && !Counts(item)))
                continue;
            var (one, other) = (Root(item.User), Root(item.Phone));
            same[Math.Max(one, other)] = Math.Min(one, other);
        }

        return item => Root(item.User != 0 ? item.User : item.Phone);
    }
}
