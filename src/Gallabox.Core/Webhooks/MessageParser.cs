using System.Text.Json;

namespace Gallabox.Core.Webhooks;

/// <summary>
/// One element of <c>messages</c> (facts 4.4, Meta's "messages" webhook reference): a user wrote, or a user's ids changed.
/// </summary>
internal static class MessageParser
{
    /// <summary>Reads one object. False: it lacks what makes it a message; whoever calls keeps it raw.</summary>
    public static bool TryParse(ref Utf8JsonReader reader, out MessageEvent parsed)
    {
        parsed = default;
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            reader.Skip();
            return false;
        }

        var kind = MessageEventKind.Inbound;
        MessageEventTraits traits = default;
        uint at = 0;
        ulong message = 0, user = 0, phone = 0, renamed = 0;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (JsonValues.Is(ref reader, "id"u8))
                message = NextId(ref reader);
            else if (JsonValues.Is(ref reader, "from"u8))
                phone = NextId(ref reader);
            else if (JsonValues.Is(ref reader, "from_user_id"u8))
                user = NextId(ref reader);
            else if (JsonValues.Is(ref reader, "timestamp"u8))
                at = reader.Read() ? JsonValues.Seconds(ref reader) : 0;
            else if (JsonValues.Is(ref reader, "type"u8))
                kind = Kind(ref reader);
            else if (JsonValues.Is(ref reader, "group_id"u8))
                traits |= NextId(ref reader) != 0 ? MessageEventTraits.Group : default;
            else if (JsonValues.Is(ref reader, "system"u8))
                renamed = RenamedTo(ref reader);
            else
                SkipValue(ref reader);
        }

        if (kind is MessageEventKind.Linked)
            (user, phone) = (user != 0 ? user : phone, renamed);
        parsed = new MessageEvent(kind, traits, at, message, user, phone);
        return at != 0 && message != 0 && (user != 0 || phone != 0);
    }

    private static MessageEventKind Kind(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType is not JsonTokenType.String)
        {
            reader.Skip();
            return MessageEventKind.InboundDoubtful;
        }

        if (JsonValues.Is(ref reader, "system"u8))
            return MessageEventKind.Linked;
        return IsKnown(ref reader) ? MessageEventKind.Inbound : MessageEventKind.InboundDoubtful;
    }

    private static bool IsKnown(ref Utf8JsonReader type) =>
        JsonValues.Is(ref type, "text"u8) || JsonValues.Is(ref type, "image"u8) || JsonValues.Is(ref type, "audio"u8)
        || JsonValues.Is(ref type, "video"u8) || JsonValues.Is(ref type, "document"u8) || JsonValues.Is(ref type, "sticker"u8)
        || JsonValues.Is(ref type, "location"u8) || JsonValues.Is(ref type, "contacts"u8) || JsonValues.Is(ref type, "interactive"u8)
        || JsonValues.Is(ref type, "button"u8) || JsonValues.Is(ref type, "reaction"u8) || JsonValues.Is(ref type, "order"u8);

    /// <summary>The user's new id: <c>user_changed_number</c> has <c>wa_id</c>, <c>user_changed_user_id</c> a user id (facts 4.4, 4.8).</summary>
    private static ulong RenamedTo(ref Utf8JsonReader reader)
    {
        ulong renamed = 0;
        if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
        {
            reader.Skip();
            return renamed;
        }

        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var names = JsonValues.Is(ref reader, "wa_id"u8) || JsonValues.Is(ref reader, "new_wa_id"u8)
                || JsonValues.Is(ref reader, "user_id"u8) || JsonValues.Is(ref reader, "new_user_id"u8);
            var id = names ? NextId(ref reader) : 0;
            if (!names)
                SkipValue(ref reader);
            renamed = id != 0 ? id : renamed;
        }

        return renamed;
    }

    private static ulong NextId(ref Utf8JsonReader reader) => reader.Read() ? JsonValues.Id(ref reader) : 0;

    private static void SkipValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }
}
