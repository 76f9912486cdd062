using System.Text.Json;

namespace Gallabox.Core.Webhooks;

/// <summary>
/// One element of <c>changes</c>. Message events become records; every other field is kept raw for the work behind the queue, and
/// so is a change of which not all was understood, beside what was counted of it.
/// </summary>
internal static class ChangeParser
{
    private const int MaxField = 120;

    public static void Parse(ref Utf8JsonReader reader, scoped Webhook webhook, scoped ReadOnlySpan<byte> entryId, long entryTime)
    {
        var start = (int)reader.TokenStartIndex;
        Span<byte> field = stackalloc byte[MaxField];
        var (fieldLength, shape) = (0, Shape.Raw);
        if (reader.TokenType is JsonTokenType.StartObject)
            shape = Read(ref reader, webhook, field, out fieldLength);
        else
            reader.Skip();
        var isWhole = shape is not Shape.Raw && webhook.Values.Emit(webhook, entryId, entryTime);
        if (!isWhole || shape is Shape.MessagesAndMore)
            webhook.Keep(fieldLength > 0 ? field[..fieldLength] : "unknown"u8, entryId, entryTime, start, (int)reader.BytesConsumed);
    }

    private static Shape Read(ref Utf8JsonReader reader, scoped Webhook webhook, scoped Span<byte> field, out int fieldLength)
    {
        fieldLength = 0;
        var (isMessages, hasValue, hasMore) = (true, false, false);
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (JsonValues.Is(ref reader, "field"u8))
            {
                reader.Read();
                fieldLength = JsonValues.Text(ref reader, field);
                isMessages = field[..fieldLength].SequenceEqual("messages"u8);
                continue;
            }

            var isValue = JsonValues.Is(ref reader, "value"u8);
            reader.Read();
            // Meta mostly puts the value before the field's name: it is read as messages on trial.
            if (isValue && isMessages && !hasValue && reader.TokenType is JsonTokenType.StartObject)
            {
                webhook.Values.Parse(ref reader);
                hasValue = true;
            }
            else
            {
                hasMore |= JsonValues.SkipList(ref reader) || isValue;
            }
        }

        return !isMessages || !hasValue || fieldLength == 0 ? Shape.Raw : hasMore ? Shape.MessagesAndMore : Shape.Messages;
    }

    private enum Shape
    {
        /// <summary>Of another field, or of no shape that is known.</summary>
        Raw,

        Messages,

        /// <summary>A second value, or a list that nobody knows, stands beside the messages.</summary>
        MessagesAndMore,
    }
}
