using System.Text;
using System.Text.Json;

namespace Gallabox.Core.Webhooks;

/// <summary>The <c>value</c> of a <c>messages</c> change: whose number it is, and its messages and statuses. Reused from one to the next.</summary>
internal sealed class ValueParser
{
    private const int MaxName = 64;

    private readonly PackedWriter events = new(4096);
    private readonly List<(string Field, byte[] Json)> unclear = [];
    private readonly List<(ulong User, ulong Phone)> contacts = [];
    private readonly byte[] id = new byte[MaxName];
    private readonly byte[] display = new byte[MaxName];
    private int idLength, displayLength, count;
    private uint lastAt;

    /// <summary>Reads one object into this parser's hands; <see cref="Emit"/> writes it.</summary>
    public void Parse(ref Utf8JsonReader reader, ReadOnlySpan<byte> body)
    {
        Clear();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (JsonValues.Is(ref reader, "statuses"u8))
                Items(ref reader, body, RawFields.Status);
            else if (JsonValues.Is(ref reader, "messages"u8))
                Items(ref reader, body, RawFields.Message);
            else if (JsonValues.Is(ref reader, "metadata"u8))
                Metadata(ref reader);
            else if (JsonValues.Is(ref reader, "contacts"u8))
                Contacts(ref reader);
            else if (JsonValues.Is(ref reader, "errors"u8))
                Keep(ref reader, body, RawFields.Errors);
            else
                SkipValue(ref reader);
        }

        Unlinked();
    }

    public void Emit(EventSource source, ReadOnlySpan<byte> wabaId, long entryTime, ReadOnlySpan<byte> channel, PackedWriter into)
    {
        var route = new RouteBytes(wabaId, id.AsSpan(0, idLength), display.AsSpan(0, displayLength), channel);
        if (count > 0)
            EventBatch.WriteMessages(into, route, count, events.Written.Span);
        foreach (var (field, json) in unclear)
            EventBatch.WriteRaw(into, source, Encoding.UTF8.GetBytes(field), idLength > 0 ? route.Id : wabaId, entryTime, json);
    }

    private void Items(ref Utf8JsonReader reader, ReadOnlySpan<byte> body, string field)
    {
        reader.Read();
        if (reader.TokenType is not JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            MessageEvent? parsed;
            bool understood;
            if (field == RawFields.Status)
            {
                understood = StatusParser.TryParse(ref reader, out parsed);
            }
            else
            {
                understood = MessageParser.TryParse(ref reader, out var message);
                parsed = message;
            }

            if (!understood)
                Keep(body, field, start, (int)reader.BytesConsumed);
            else if (parsed is { } item)
                Add(item);
        }
    }

    private void Add(MessageEvent item)
    {
        lastAt = item.At;
        for (var index = 0; index < contacts.Count; index++)
        {
            var (user, phone) = contacts[index];
            if ((item.User != 0 && item.User == user) || (item.User == 0 && item.Phone != 0 && item.Phone == phone))
            {
                item = item with { User = user, Phone = item.Phone != 0 ? item.Phone : phone };
                contacts.RemoveAt(index);
                break;
            }
        }

        item.Write(events);
        count++;
    }

    /// <summary>Contacts with two ids that no message or status showed together.</summary>
    private void Unlinked()
    {
        if (lastAt == 0)
            return;
        foreach (var (user, phone) in contacts)
        {
            new MessageEvent(MessageEventKind.Linked, default, lastAt, 0, user, phone).Write(events);
            count++;
        }
    }

    private void Metadata(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

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
        reader.Read();
        if (reader.TokenType is not JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            if (reader.TokenType is not JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            ulong user = 0, phone = 0;
            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                var (isUser, isPhone) = (JsonValues.Is(ref reader, "user_id"u8), JsonValues.Is(ref reader, "wa_id"u8));
                reader.Read();
                if (isUser)
                    user = JsonValues.Id(ref reader);
                else if (isPhone)
                    phone = JsonValues.Id(ref reader);
                else
                    reader.Skip();
            }

            if (user != 0 && phone != 0)
                contacts.Add((user, phone));
        }
    }

    private void Keep(ref Utf8JsonReader reader, ReadOnlySpan<byte> body, string field)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        Keep(body, field, start, (int)reader.BytesConsumed);
    }

    private void Keep(ReadOnlySpan<byte> body, string field, int start, int end) => unclear.Add((field, body[start..end].ToArray()));

    private void Clear()
    {
        events.Clear();
        unclear.Clear();
        contacts.Clear();
        (idLength, displayLength, count, lastAt) = (0, 0, 0, 0);
    }

    private static void SkipValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }
}
