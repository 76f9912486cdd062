using System.Text.Json;

namespace Gallabox.Core.Webhooks;

/// <summary>One element of <c>changes</c>. Message events become records; every other field is kept raw for the work behind the queue.</summary>
internal static class ChangeParser
{
    private const int MaxField = 120;

    public static void Parse(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> body, EventSource source, scoped ReadOnlySpan<byte> entryId, long entryTime,
        scoped ReadOnlySpan<byte> channel, ValueParser parser, PackedWriter into)
    {
        var start = (int)reader.TokenStartIndex;
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            reader.Skip();
            EventBatch.WriteRaw(into, source, "unknown"u8, entryId, entryTime, body[start..(int)reader.BytesConsumed]);
            return;
        }

        Span<byte> field = stackalloc byte[MaxField];
        var fieldLength = 0;
        var isMessages = true;
        var hasValue = false;
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
            if (isValue && isMessages && reader.TokenType is JsonTokenType.StartObject)
            {
                parser.Parse(ref reader, body);
                hasValue = true;
            }
            else
            {
                reader.Skip();
            }
        }

        if (isMessages && hasValue && fieldLength > 0)
            parser.Emit(source, entryId, entryTime, channel, into);
        else
            EventBatch.WriteRaw(
                into, source, fieldLength > 0 ? field[..fieldLength] : "unknown"u8, entryId, entryTime, body[start..(int)reader.BytesConsumed]);
    }
}
