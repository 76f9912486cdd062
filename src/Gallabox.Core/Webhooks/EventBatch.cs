using System.Text;

namespace Gallabox.Core.Webhooks;

/// <summary>Where an event came from.</summary>
public enum EventSource
{
    Meta = 1,

    /// <summary>A number's message webhook at 360dialog: Meta's own shapes.</summary>
    Dialog360Number = 2,

    /// <summary>A partner event of 360dialog.</summary>
    Dialog360Partner = 3,
}

/// <summary>The number that events belong to, as the webhook names it. Texts are empty where it says nothing.</summary>
/// <param name="Id">Meta's phone number id.</param>
/// <param name="Display">The display phone number, digits only.</param>
/// <param name="Channel">360dialog's channel id, from the address that was called.</param>
public sealed record EventRoute(string WabaId, string Id, string Display, string Channel);

/// <summary>Something that is not a message event: an account event, or whatever nobody understood.</summary>
/// <param name="Field">
/// Meta's <c>field</c>, 360dialog's <c>event</c>, or <see cref="RawFields"/>. A change of <c>messages</c> has a place that was not
/// looked into; what was understood of it has been taken beside it.
/// </param>
/// <param name="EntryId"><c>entry.id</c>, mostly the WABA; the channel at 360dialog.</param>
/// <param name="EntryTime"><c>entry.time</c>; 0 where missing.</param>
/// <param name="Json">The bytes as they came; JSON unless <see cref="RawFields.Unreadable"/>.</param>
public sealed record RawEvent(EventSource Source, string Field, string EntryId, long EntryTime, ReadOnlyMemory<byte> Json);

/// <summary>Names for kept things that Meta has no field name for.</summary>
public static class RawFields
{
    /// <summary>A body that is no JSON: kept whole, and nothing of it was taken beside.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>JSON of an unknown shape: a body, entry or change. What was understood of it has been taken beside it.</summary>
    public const string Unknown = "unknown";

    /// <summary>A JSON list of what could not be understood of a webhook beyond its first 1,000 pieces, of whatever entries.</summary>
    public const string Rest = "rest";

    /// <summary>A body that would make a batch too large for a sink: kept whole, and nothing of it was taken beside.</summary>
    public const string Overgrown = "overgrown";

    /// <summary>A status that could not be understood.</summary>
    public const string Status = "messages.statuses";

    /// <summary>An incoming message that could not be understood.</summary>
    public const string Message = "messages.messages";

    /// <summary>Errors that came without message and status.</summary>
    public const string Errors = "messages.errors";
}

/// <summary>
/// The compact form of a webhook between the edge and the work behind the queue: blocks of message events of one number, and
/// raw events. Batches may be put one after another. Its first byte of each block is its kind, so that more can be added.
/// </summary>
public static class EventBatch
{
    private const byte MessagesBlock = 1;
    private const byte RawBlock = 2;

    /// <param name="events">Events written with <see cref="MessageEvent"/>'s form, one after another.</param>
    internal static void WriteMessages(PackedWriter writer, RouteBytes route, int count, ReadOnlySpan<byte> events)
    {
        writer.Byte(MessagesBlock);
        writer.Text(route.WabaId);
        writer.Text(route.Id);
        writer.Text(route.Display);
        writer.Text(route.Channel);
        writer.Number((ulong)count);
        writer.Text(events);
    }

    internal static void WriteMessages(PackedWriter writer, EventRoute route, int count, ReadOnlySpan<byte> events) => WriteMessages(
        writer,
        new RouteBytes(Encoding.UTF8.GetBytes(route.WabaId), Encoding.UTF8.GetBytes(route.Id), Encoding.UTF8.GetBytes(route.Display), Encoding.UTF8.GetBytes(route.Channel)),
        count,
        events);

    public static void WriteRaw(
        PackedWriter writer, EventSource source, ReadOnlySpan<byte> field, ReadOnlySpan<byte> entryId, long entryTime, ReadOnlySpan<byte> json)
    {
        writer.Byte(RawBlock);
        writer.Byte((byte)source);
        writer.Text(field);
        writer.Text(entryId);
        writer.Number((ulong)Math.Max(0, entryTime));
        writer.Text(json);
    }

    /// <summary>Visits every block of one or more batches.</summary>
    /// <exception cref="InvalidDataException">These are no batches.</exception>
    public static void Read(ReadOnlySpan<byte> batches, IEventVisitor visitor)
    {
        var reader = new PackedReader(batches);
        while (!reader.AtEnd)
        {
            switch (reader.Byte())
            {
                case MessagesBlock:
                    var route = new RouteBytes(reader.Text(), reader.Text(), reader.Text(), reader.Text());
                    var count = reader.Count();
                    visitor.Messages(route, count, reader.Text());
                    break;
                case RawBlock:
                    visitor.Raw(ReadRaw(ref reader));
                    break;
                case var kind:
                    throw new InvalidDataException($"Block kind {kind} is unknown.");
            }
        }
    }

    private static RawEvent ReadRaw(ref PackedReader reader) => new(
        (EventSource)reader.Byte(), Encoding.UTF8.GetString(reader.Text()), Encoding.UTF8.GetString(reader.Text()),
        (long)reader.Number(), reader.Text().ToArray());
}

/// <summary>An <see cref="EventRoute"/> still in the bytes that name it.</summary>
public readonly ref struct RouteBytes(ReadOnlySpan<byte> wabaId, ReadOnlySpan<byte> id, ReadOnlySpan<byte> display, ReadOnlySpan<byte> channel)
{
    public ReadOnlySpan<byte> WabaId { get; } = wabaId;

    public ReadOnlySpan<byte> Id { get; } = id;

    public ReadOnlySpan<byte> Display { get; } = display;

    public ReadOnlySpan<byte> Channel { get; } = channel;

    public EventRoute ToRoute() => new(
        Encoding.UTF8.GetString(WabaId), Encoding.UTF8.GetString(Id), Encoding.UTF8.GetString(Display), Encoding.UTF8.GetString(Channel));
}

/// <summary>Takes what <see cref="EventBatch.Read"/> finds.</summary>
public interface IEventVisitor
{
    /// <param name="events"><paramref name="count"/> events in the form of <see cref="MessageEvent"/>.</param>
    void Messages(RouteBytes route, int count, ReadOnlySpan<byte> events);

    void Raw(RawEvent raw);
}
