namespace Gallabox.Core.Webhooks;

/// <summary>Sorts the blocks of many batches by number, so that each number is counted once for all of them.</summary>
internal sealed class EventCollector : IEventVisitor
{
    private readonly Dictionary<ulong, RouteEvents> routes = [];

    public List<RawEvent> RawEvents { get; } = [];

    public IReadOnlyCollection<RouteEvents> Routes => routes.Values;

    public void Messages(RouteBytes route, int count, ReadOnlySpan<byte> events)
    {
        // Two routes of one hash would be one number: 64 bits over the few numbers of a batch keep them apart.
        var key = unchecked((IdHash.Of(route.Id) * 31 + IdHash.Of(route.Channel)) * 31 + IdHash.Of(route.Display) * 17 + IdHash.Of(route.WabaId));
        if (!routes.TryGetValue(key, out var held))
            routes[key] = held = new RouteEvents(route.ToRoute(), new List<MessageEvent>(count));
        var reader = new PackedReader(events);
        for (; count > 0; count--)
            held.Events.Add(MessageEvent.Read(ref reader));
    }

    public void Raw(RawEvent raw) => RawEvents.Add(raw);
}

internal sealed record RouteEvents(EventRoute Route, List<MessageEvent> Events);
