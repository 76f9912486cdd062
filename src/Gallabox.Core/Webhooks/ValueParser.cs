using System.Text;
using System.Text.Json;

namespace Gallabox.Core.Webhooks;

/// <summary>The <c>value</c> of a <c>messages</c> change: whose number it is, and its messages and statuses. Reused from one to the next.</summary>
internal sealed class ValueParser
{
    private const int MaxName = 64;

    private readonly PackedWriter events = new(4096);
    private readonly List<(string Field, int Start, int End)> unclear = [];
    private readonly ContactLinks contacts = new();
    private readonly byte[] id = new byte[MaxName];
    private readonly byte[] display = new byte[MaxName];
    private int idLength, displayLength, count, understood;
    private uint lastAt;

    /// <summary>Something stands there that is not looked into.</summary>
    private bool hasMore;

    /// <summary>Reads one object into this parser's hands; <see cref="Emit"/> writes it.</summary>
    public void Parse(ref Utf8JsonReader reader)
    {
        Clear();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (JsonValues.Is(ref reader, "statuses"u8))
                Items(ref reader, RawFields.Status);
            else if (JsonValues.Is(ref reader, "messages"u8))
                Items(ref reader, RawFields.Message);
            else if (JsonValues.Is(ref reader, "metadata"u8))
                Metadata(ref reader);
            else if (JsonValues.Is(ref reader, "contacts"u8))
                Contacts(ref reader);
            else if (JsonValues.Is(ref reader, "errors"u8))
                Errors(ref reader);
            else
                hasMore |= reader.Read() && JsonValues.SkipList(ref reader);
        }

        if (lastAt != 0)
            count += contacts.Write(events, lastAt);
    }

    /// <summary>
    /// Writes the events, and keeps raw what is unclear of the rest. False: not everything was in a place that is known, or
    /// nobody's number is named; the caller keeps the whole, and with it what is unclear.
    /// </summary>
    public bool Emit(scoped Webhook webhook, scoped ReadOnlySpan<byte> wabaId, long entryTime)
    {
        if (count > 0 && idLength + displayLength + webhook.Channel.Length == 0)
            return false;
        if (count > 0)
            EventBatch.WriteMessages(
                webhook.Into, new RouteBytes(wabaId, id.AsSpan(0, idLength), display.AsSpan(0, displayLength), webhook.Channel), count, events.Written.Span);
        if (hasMore || understood + unclear.Count == 0)
            return false;
        foreach (var (field, start, end) in unclear)
            webhook.Keep(Encoding.UTF8.GetBytes(field), idLength > 0 ? id.AsSpan(0, idLength) : wabaId, entryTime, start, end);
        return true;
    }

    private void Items(ref Utf8JsonReader reader, string field)
    {
        if (!IsNext(ref reader, JsonTokenType.StartArray))
            return;
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            MessageEvent? parsed;
            bool isClear;
            if (field == RawFields.Status)
            {
                isClear = StatusParser.TryParse(ref reader, out parsed);
            }
            else
            {
                isClear = MessageParser.TryParse(ref reader, out var message);
                parsed = message;
            }

            if (!isClear)
                Unclear(field, start, (int)reader.BytesConsumed);
            else if (parsed is { } item)
                Add(item);
            understood += isClear ? 1 : 0;
        }
    }

    private void Add(MessageEvent item)
    {
        lastAt = item.At;
        contacts.Join(item).Write(events);
        count++;
    }

    private void Metadata(ref Utf8JsonReader reader)
    {
        if (!IsNext(ref reader, JsonTokenType.StartObject))
            return;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var (isId, isDisplay) = (JsonValues.Is(ref reader, "phone_number_id"u8), JsonValues.Is(ref reader, "display_phone_number"u8));
            reader.Read();
            if (isId)
                idLength = JsonValues.Text(ref reader, id);
            else if (isDisplay)
                displayLength = JsonValues.Digits(ref reader, display);
            else
                reader.Skip();
        }
    }

    private void Contacts(ref Utf8JsonReader reader)
    {
        if (IsNext(ref reader, JsonTokenType.StartArray) && !contacts.Parse(ref reader))
            hasMore = true;
    }

    private void Errors(ref Utf8JsonReader reader)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        Unclear(RawFields.Errors, start, (int)reader.BytesConsumed);
    }

    /// <summary>So many that they are not worth a list of them are kept together, as their change.</summary>
    private void Unclear(string field, int start, int end)
    {
        if (unclear.Count < KeptPieces.Most)
            unclear.Add((field, start, end));
        else
            hasMore = true;
    }

    /// <summary>Steps on the value that follows. False: it is of another kind, and passed over; null says nothing, everything else is more.</summary>
    private bool IsNext(ref Utf8JsonReader reader, JsonTokenType kind)
    {
        reader.Read();
        if (reader.TokenType == kind)
            return true;
        hasMore |= reader.TokenType is not JsonTokenType.Null;
        reader.Skip();
        return false;
    }

    private void Clear()
    {
        events.Clear();
        unclear.Clear();
        contacts.Clear();
        (idLength, displayLength, count, understood, lastAt, hasMore) = (0, 0, 0, 0, 0, false);
    }
}
