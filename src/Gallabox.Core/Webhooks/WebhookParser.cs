using System.Text.Json;

namespace Gallabox.Core.Webhooks;

/// <summary>
/// From the bytes of a message webhook to an <see cref="EventBatch"/>, in one pass and without a tree. Every entry, change,
/// message and status is visited; what cannot be understood is kept raw beside its neighbours, which are not harmed by it.
/// A body that is no JSON is kept whole, and nothing of it is taken beside.
/// </summary>
public static class WebhookParser
{
    // However deep one item goes, its neighbours are read.
    private static readonly JsonReaderOptions options = new() { MaxDepth = WebhookOptions.MaxBody };

    [ThreadStatic]
    private static ValueParser? values;

    /// <param name="channel">360dialog's channel whose address was called; empty for Meta. Its old top-level shape is understood as well.</param>
    public static void Parse(ReadOnlySpan<byte> body, EventSource source, ReadOnlySpan<byte> channel, PackedWriter into)
    {
        if (body.StartsWith("\uFEFF"u8))
            body = body[3..];
        var parser = values ??= new ValueParser();
        var start = into.Length;
        try
        {
            var reader = new Utf8JsonReader(body, options);
            if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject || !Envelope(ref reader, body, source, channel, parser, into))
                EventBatch.WriteRaw(into, source, "unknown"u8, channel, 0, body);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            into.Cut(start);
            EventBatch.WriteRaw(into, source, "unreadable"u8, channel, 0, body);
        }
    }

    /// <summary>False: an object of another shape.</summary>
    private static bool Envelope(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> body, EventSource source, ReadOnlySpan<byte> channel, ValueParser parser, PackedWriter into)
    {
        var (hasEntries, isBareValue) = (false, false);
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (JsonValues.Is(ref reader, "entry"u8))
            {
                hasEntries |= Next(ref reader) is JsonTokenType.StartArray;
                if (reader.TokenType is JsonTokenType.StartArray)
                    while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
                        Entry(ref reader, body, source, channel, parser, into);
                else
                    reader.Skip();
                continue;
            }

            isBareValue |= JsonValues.Is(ref reader, "messages"u8) || JsonValues.Is(ref reader, "statuses"u8) || JsonValues.Is(ref reader, "errors"u8);
            Next(ref reader);
            reader.Skip();
        }

        // Reading past the end makes sure that nothing follows, such as a second document.
        reader.Read();
        if (hasEntries || !isBareValue)
            return hasEntries;
        var bare = new Utf8JsonReader(body, options);
        bare.Read();
        parser.Parse(ref bare, body);
        parser.Emit(source, [], 0, channel, into);
        return true;
    }

    private static void Entry(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> body, EventSource source, ReadOnlySpan<byte> channel, ValueParser parser, PackedWriter into)
    {
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            KeepItem(ref reader, body, source, channel, into);
            return;
        }

        // The entry's id and time may stand behind its changes: a second reader runs ahead for them.
        Span<byte> id = stackalloc byte[64];
        var (idLength, time) = Head(reader, id);
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var changes = JsonValues.Is(ref reader, "changes"u8);
            if (Next(ref reader) is JsonTokenType.StartArray && changes)
                while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
                    ChangeParser.Parse(ref reader, body, source, id[..idLength], time, channel, parser, into);
            else
                reader.Skip();
        }
    }

    private static (int IdLength, long Time) Head(Utf8JsonReader ahead, scoped Span<byte> id)
    {
        var (idLength, time) = (0, 0L);
        while (ahead.Read() && ahead.TokenType is JsonTokenType.PropertyName)
        {
            var (isId, isTime, isChanges) = (JsonValues.Is(ref ahead, "id"u8), JsonValues.Is(ref ahead, "time"u8), JsonValues.Is(ref ahead, "changes"u8));
            Next(ref ahead);
            if (isId)
                idLength = JsonValues.Text(ref ahead, id);
            else if (isTime)
                time = JsonValues.Seconds(ref ahead);
            else if (isChanges && idLength > 0 && (time > 0 || !HasTimeBehind(ahead)))
                break;
            else
                ahead.Skip();
        }

        return (idLength, time);
    }

    /// <summary>Message entries have no time (facts 4.3): only those of account fields are worth a look behind their changes.</summary>
    private static bool HasTimeBehind(Utf8JsonReader changes)
    {
        changes.Read();
        if (changes.TokenType is not JsonTokenType.StartObject)
            return false;
        while (changes.Read() && changes.TokenType is JsonTokenType.PropertyName)
        {
            var isField = JsonValues.Is(ref changes, "field"u8);
            Next(ref changes);
            if (isField)
                return changes.TokenType is not JsonTokenType.String || !JsonValues.Is(ref changes, "messages"u8);
            if (changes.TokenType is JsonTokenType.StartObject && LooksLikeMessages(changes))
                return false;
            changes.Skip();
        }

        return true;
    }

    private static bool LooksLikeMessages(Utf8JsonReader value) =>
        value.Read() && value.TokenType is JsonTokenType.PropertyName && JsonValues.Is(ref value, "messaging_product"u8);

    private static void KeepItem(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> body, EventSource source, ReadOnlySpan<byte> channel, PackedWriter into)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        EventBatch.WriteRaw(into, source, "unknown"u8, channel, 0, body[start..(int)reader.BytesConsumed]);
    }

    private static JsonTokenType Next(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType;
    }
}
