using System.Text.Json;

namespace Gallabox.Core.Webhooks;

/// <summary>One element of <c>statuses</c> (facts 4.5, Meta's "messages status" webhook reference).</summary>
internal static class StatusParser
{
    private const MessageEventKind Ignored = (MessageEventKind)7;

    /// <summary>Reads one object. False: it lacks what makes it a status; whoever calls keeps it raw. Null event: known, and of no figure.</summary>
    public static bool TryParse(ref Utf8JsonReader reader, out MessageEvent? parsed)
    {
        parsed = null;
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            reader.Skip();
            return false;
        }

        MessageEventKind kind = default;
        MessageEventTraits traits = default;
        uint at = 0;
        ulong message = 0, user = 0, phone = 0;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (JsonValues.Is(ref reader, "id"u8))
                message = NextId(ref reader);
            else if (JsonValues.Is(ref reader, "status"u8))
                kind = Kind(ref reader);
            else if (JsonValues.Is(ref reader, "timestamp"u8))
                at = reader.Read() ? JsonValues.Seconds(ref reader) : 0;
            else if (JsonValues.Is(ref reader, "recipient_id"u8))
                phone = NextId(ref reader);
            else if (JsonValues.Is(ref reader, "recipient_user_id"u8))
                user = NextId(ref reader);
            else if (JsonValues.Is(ref reader, "recipient_type"u8))
                traits |= reader.Read() && IsText(ref reader, "group"u8) ? MessageEventTraits.Group : default;
            else if (JsonValues.Is(ref reader, "pricing"u8))
                traits |= Pricing(ref reader);
            else
                SkipValue(ref reader);
        }

        if (kind is not Ignored)
            parsed = new MessageEvent(kind, traits, at, message, user, phone);
        return kind is Ignored || (kind != default && at != 0 && message != 0);
    }

    private static MessageEventKind Kind(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType is not JsonTokenType.String)
        {
            reader.Skip();
            return default;
        }

        if (JsonValues.Is(ref reader, "sent"u8))
            return MessageEventKind.Sent;
        if (JsonValues.Is(ref reader, "delivered"u8) || JsonValues.Is(ref reader, "read"u8))
            return MessageEventKind.Delivered;
        if (JsonValues.Is(ref reader, "failed"u8))
            return MessageEventKind.Failed;
        return JsonValues.Is(ref reader, "played"u8) || JsonValues.Is(ref reader, "deleted"u8) || JsonValues.Is(ref reader, "warning"u8) ? Ignored : default;
    }

    /// <summary>An open set of types and categories: only <c>regular</c> is known to be billed (facts 4.5 and 5).</summary>
    private static MessageEventTraits Pricing(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
        {
            reader.Skip();
            return default;
        }

        bool? regular = null;
        var billable = false;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (JsonValues.Is(ref reader, "type"u8))
                regular = reader.Read() && reader.TokenType is JsonTokenType.String ? JsonValues.Is(ref reader, "regular"u8) : SkippedNull(ref reader);
            else if (JsonValues.Is(ref reader, "billable"u8))
                billable = reader.Read() && reader.TokenType is JsonTokenType.True || (SkippedNull(ref reader) ?? false);
            else
                SkipValue(ref reader);
        }

        return MessageEventTraits.Priced | (regular ?? billable ? MessageEventTraits.Paid : default);
    }

    private static ulong NextId(ref Utf8JsonReader reader) => reader.Read() ? JsonValues.Id(ref reader) : 0;

    private static bool IsText(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        if (reader.TokenType is JsonTokenType.String)
            return JsonValues.Is(ref reader, text);
        reader.Skip();
        return false;
    }

    private static bool? SkippedNull(ref Utf8JsonReader reader)
    {
        reader.Skip();
        return null;
    }

    private static void SkipValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }
}
