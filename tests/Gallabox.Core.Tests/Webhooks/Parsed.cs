using System.Text;
using Gallabox.Core.Webhooks;

namespace Gallabox.Core.Tests.Webhooks;

/// <summary>What the parser made of a body, for tests to look at.</summary>
internal sealed class Parsed : IEventVisitor
{
    public List<(EventRoute Route, MessageEvent Event)> Events { get; } = [];

    public List<RawEvent> RawEvents { get; } = [];

    public static Parsed Of(string body, EventSource source = EventSource.Meta, string channel = "") => Of(Encoding.UTF8.GetBytes(body), source, channel);

    public static Parsed Of(byte[] body, EventSource source = EventSource.Meta, string channel = "")
    {
        var writer = new PackedWriter();
        WebhookParser.Parse(body, source, Encoding.UTF8.GetBytes(channel), writer);
        var parsed = new Parsed();
        EventBatch.Read(writer.Written.Span, parsed);
        writer.Release();
        return parsed;
    }

    /// <summary>One change of <c>messages</c> with those members beside the metadata.</summary>
    public static Parsed OfValue(string members) => Of(Body(members));

    public static string Body(string members, string waba = "730015500220011") => $$"""
        {"object":"whatsapp_business_account","entry":[{"id":"{{waba}}","changes":[{"value":{"messaging_product":"whatsapp",
        "metadata":{"display_phone_number":"919876543210","phone_number_id":"881200334455667"},{{members}}},"field":"messages"}]}]}
        """;

    public void Messages(RouteBytes route, int count, ReadOnlySpan<byte> events)
    {
        var reader = new PackedReader(events);
        for (; count > 0; count--)
            Events.Add((route.ToRoute(), MessageEvent.Read(ref reader)));
        if (!reader.AtEnd)
            throw new InvalidDataException("More events than were told.");
    }

    public void Raw(RawEvent raw) => RawEvents.Add(raw);
}
