using System.Text.Json;

namespace Gallabox.Core.Webhooks;

/// <summary>
/// A partner event of 360dialog (facts 6.4): <c>{"id","event","data":{...}}</c>, kept whole. Only its name and its channel or
/// client are read at the edge, so that the queue can keep one channel's events apart from another's.
/// </summary>
public static class PartnerEventParser
{
    private const int MaxName = 120;
    private static readonly JsonReaderOptions options = new() { MaxDepth = WebhookOptions.MaxBody };

    public static void Parse(ReadOnlySpan<byte> body, PackedWriter into)
    {
        if (body.StartsWith("\uFEFF"u8))
            body = body[3..];
        Span<byte> name = stackalloc byte[MaxName];
        Span<byte> about = stackalloc byte[MaxName];
        var (nameLength, aboutLength) = (0, 0);
        try
        {
            var reader = new Utf8JsonReader(body, options);
            (nameLength, aboutLength) = Read(ref reader, name, about);
            EventBatch.WriteRaw(
                into, EventSource.Dialog360Partner, nameLength > 0 ? name[..nameLength] : "unknown"u8, about[..aboutLength], 0, body);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            EventBatch.WriteRaw(into, EventSource.Dialog360Partner, "unreadable"u8, [], 0, body);
        }
    }

    private static (int Name, int About) Read(ref Utf8JsonReader reader, scoped Span<byte> name, scoped Span<byte> about)
    {
        var (nameLength, aboutLength) = (0, 0);
        reader.Read();
        if (reader.TokenType is not JsonTokenType.StartObject)
            reader.Skip();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var (isEvent, isData) = (JsonValues.Is(ref reader, "event"u8), JsonValues.Is(ref reader, "data"u8));
            reader.Read();
            if (isEvent)
                nameLength = JsonValues.Text(ref reader, name);
            else if (isData && reader.TokenType is JsonTokenType.StartObject)
                aboutLength = Subject(ref reader, about);
            else
                reader.Skip();
        }

        // Reading past the end makes sure that nothing follows.
        reader.Read();
        return (nameLength, aboutLength);
    }

    /// <summary>The channel's id, or that of the client inside.</summary>
    private static int Subject(ref Utf8JsonReader reader, scoped Span<byte> about)
    {
        var length = 0;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var isId = JsonValues.Is(ref reader, "id"u8);
            var isClient = JsonValues.Is(ref reader, "client"u8);
            reader.Read();
            if (isId)
                length = JsonValues.Text(ref reader, about);
            else if (isClient && length == 0 && reader.TokenType is JsonTokenType.StartObject)
                length = Subject(ref reader, about);
            else
                reader.Skip();
        }

        return length;
    }
}
