using System.Text.Json;

namespace Gallabox.Core.Webhooks;

/// <summary>One element of <c>entry</c>. Where something of it is neither understood nor kept, the whole entry is kept.</summary>
internal static class EntryParser
{
    private const int MaxId = 64;

    public static void Parse(ref Utf8JsonReader reader, scoped Webhook webhook)
    {
        var start = (int)reader.TokenStartIndex;
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            reader.Skip();
            webhook.Keep("unknown"u8, webhook.Channel, 0, start, (int)reader.BytesConsumed);
            return;
        }

        // The entry's id and time may stand behind its changes: a second reader runs ahead for them.
        Span<byte> id = stackalloc byte[MaxId];
        var (idLength, time) = Head(reader, id);
        if (!Changes(ref reader, webhook, id[..idLength], time))
            webhook.Keep("unknown"u8, id[..idLength], time, start, (int)reader.BytesConsumed);
    }

    private static bool Changes(ref Utf8JsonReader reader, scoped Webhook webhook, scoped ReadOnlySpan<byte> id, long time)
    {
        var (hasSome, hasMore) = (false, false);
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var isChanges = JsonValues.Is(ref reader, "changes"u8);
            if (Next(ref reader) is JsonTokenType.StartArray && isChanges)
                for (; reader.Read() && reader.TokenType is not JsonTokenType.EndArray; hasSome = true)
                    ChangeParser.Parse(ref reader, webhook, id, time);
            else
                hasMore |= JsonValues.SkipList(ref reader) || isChanges;
        }

        return hasSome && !hasMore;
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

    private static JsonTokenType Next(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType;
    }
}
