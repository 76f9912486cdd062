using System.Text.Json;

namespace Gallabox.Core.Webhooks;

/// <summary>The <c>contacts</c> of a value that show two ids of one user. Each is told once: with an event of that user, or alone.</summary>
internal sealed class ContactLinks
{
    private readonly List<(ulong User, ulong Phone)> links = [];

    public void Clear() => links.Clear();

    /// <summary>Reads a list. False: something in it is no contact.</summary>
    public bool Parse(ref Utf8JsonReader reader)
    {
        var isClear = true;
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            if (reader.TokenType is JsonTokenType.StartObject)
            {
                Contact(ref reader);
                continue;
            }

            reader.Skip();
            isClear = false;
        }

        return isClear;
    }

    /// <summary>The event with both ids of its user, where a contact shows them.</summary>
    public MessageEvent Join(MessageEvent item)
    {
        for (var index = 0; index < links.Count; index++)
        {
            var (user, phone) = links[index];
            if ((item.User != 0 && item.User == user) || (item.User == 0 && item.Phone != 0 && item.Phone == phone))
            {
                links.RemoveAt(index);
                return item with { User = user, Phone = item.Phone != 0 ? item.Phone : phone };
            }
        }

        return item;
    }

    /// <summary>Writes the contacts that no message or status showed together.</summary>
    /// <returns>How many events that makes.</returns>
    public int Write(PackedWriter events, uint at)
    {
        foreach (var (user, phone) in links)
            new MessageEvent(MessageEventKind.Linked, default, at, 0, user, phone).Write(events);
        return links.Count;
    }

    private void Contact(ref Utf8JsonReader reader)
    {
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
            links.Add((user, phone));
    }
}
