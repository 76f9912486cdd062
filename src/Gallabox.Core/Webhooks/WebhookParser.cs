using System.Text.Json;

namespace Gallabox.Core.Webhooks;

/// <summary>
/// From the bytes of a message webhook to an <see cref="EventBatch"/>, in one pass and without a tree. Every entry, change,
/// message and status is visited; what cannot be understood is kept raw beside its neighbours, which are not harmed by it.
/// Where events may be missed in a place that is not looked into, the change, entry or body around it is kept raw as well.
/// A body that is no JSON is kept whole, and nothing of it is taken beside.
/// </summary>
public static class WebhookParser
{
    // However deep one item goes, its neighbours are read.
    private static readonly JsonReaderOptions options = new() { MaxDepth = WebhookOptions.MaxBody };

    /// <summary>The most bytes that a body makes beyond <see cref="Growth"/> times its own.</summary>
    private const int Room = 256 * 1024;

    private const int Growth = 2;

    [ThreadStatic]
    private static ValueParser? values;

    [ThreadStatic]
    private static KeptPieces? pieces;

    /// <summary>Writes at most twice the body's bytes and 256 KB; a real webhook makes less than its own.</summary>
    /// <param name="channel">360dialog's channel whose address was called; empty for Meta. Its old top-level shape is understood as well.</param>
    public static void Parse(ReadOnlySpan<byte> body, EventSource source, ReadOnlySpan<byte> channel, PackedWriter into)
    {
        if (body.StartsWith("\uFEFF"u8))
            body = body[3..];
        var webhook = new Webhook(body, source, channel, values ??= new ValueParser(), pieces ??= new KeptPieces(), into);
        var start = into.Length;
        try
        {
            Parse(webhook);
            if (into.Length - start > (Growth * body.Length) + Room)
                webhook.KeepOnlyWhole(start, "overgrown"u8);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            webhook.KeepOnlyWhole(start, "unreadable"u8);
        }
        finally
        {
            webhook.Pieces.Clear();
        }
    }

    private static void Parse(scoped Webhook webhook)
    {
        var reader = new Utf8JsonReader(webhook.Body, options);
        if (!Envelope(ref reader, webhook))
            webhook.Keep("unknown"u8, webhook.Channel, 0, 0, webhook.Body.Length);
        webhook.Pieces.Close(webhook.Into, webhook.Source, webhook.Channel);
    }

    /// <summary>False: something of it was neither understood nor kept.</summary>
    private static bool Envelope(ref Utf8JsonReader reader, scoped Webhook webhook)
    {
        var (entries, isBareValue, hasMore, hasOddEntries) = (0, false, false, false);
        reader.Read();
        if (reader.TokenType is not JsonTokenType.StartObject)
            reader.Skip();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (JsonValues.Is(ref reader, "entry"u8))
            {
                reader.Read();
                hasOddEntries |= reader.TokenType is not JsonTokenType.StartArray;
                entries += Entries(ref reader, webhook);
                continue;
            }

            isBareValue |= JsonValues.Is(ref reader, "messages"u8) || JsonValues.Is(ref reader, "statuses"u8) || JsonValues.Is(ref reader, "errors"u8);
            reader.Read();
            hasMore |= JsonValues.SkipList(ref reader);
        }

        // Reading past the end makes sure that nothing follows, such as a second document.
        reader.Read();
        return (entries > 0 ? !hasMore && !isBareValue : isBareValue && BareValue(webhook)) && !hasOddEntries;
    }

    /// <summary>360dialog's old shape: the lists stand at the top.</summary>
    private static bool BareValue(scoped Webhook webhook)
    {
        var reader = new Utf8JsonReader(webhook.Body, options);
        reader.Read();
        webhook.Values.Parse(ref reader);
        return webhook.Values.Emit(webhook, [], 0);
    }

    private static int Entries(ref Utf8JsonReader reader, scoped Webhook webhook)
    {
        var count = 0;
        if (reader.TokenType is not JsonTokenType.StartArray)
            reader.Skip();
        else
            for (; reader.Read() && reader.TokenType is not JsonTokenType.EndArray; count++)
                EntryParser.Parse(ref reader, webhook);
        return count;
    }
}
