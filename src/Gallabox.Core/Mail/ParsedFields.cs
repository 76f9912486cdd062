using System.Text.Json;

namespace Gallabox.Core.Mail;

/// <summary>The form fields of an Inbound Parse delivery, as bytes: each may be in a charset of its own. [SG-IN; facts 7.1]</summary>
/// <param name="fields">By name; names are compared without regard to case.</param>
public sealed class ParsedFields(IReadOnlyDictionary<string, byte[]> fields)
{
    private readonly Dictionary<string, byte[]> fields = new(fields, StringComparer.OrdinalIgnoreCase);
    private Dictionary<string, string>? charsets;

    /// <summary>Whether anything here says that this is a mail at all.</summary>
    public bool IsMail => fields.ContainsKey("headers") || fields.ContainsKey("from") || fields.ContainsKey("envelope");

    /// <summary>The parsed mode: the mail's parts as fields.</summary>
    public MailParts ToParts() => Delivered(new MailParts
    {
        Headers = fields.GetValueOrDefault("headers") is { } block ? MailHeaders.Read(block) ?? [] : [],
        From = Text("from") is { } from ? FieldText.DecodeHeader(from) : null,
        Subject = Text("subject"),
        Text = Text("text"),
        Html = Text("html"),
    });

    /// <summary>What the service adds in either mode: envelope and judgements.</summary>
    public MailParts Delivered(MailParts parts)
    {
        var envelope = MailEnvelope.Read(Text("envelope"));
        if (envelope.To.Count == 0 && Text("to") is { } to)
            envelope = envelope with { To = [.. SenderAddress.Read([FieldText.DecodeHeader(to)]).Select(mailbox => mailbox.Address)] };
        return parts with { Envelope = envelope, Spf = Text("SPF"), Dkim = Text("dkim") };
    }

    private string? Text(string name) =>
        fields.TryGetValue(name, out var bytes) ? FieldText.Decode(bytes, Charsets().GetValueOrDefault(name)) : null;

    private Dictionary<string, string> Charsets()
    {
        if (charsets is not null)
            return charsets;
        charsets = new(StringComparer.OrdinalIgnoreCase);
        try
        {
            using var document = JsonDocument.Parse(fields.GetValueOrDefault("charsets") ?? []);
            foreach (var (name, charset) in document.RootElement.Deserialize<Dictionary<string, JsonElement>>() ?? [])
            {
                if (charset.ValueKind == JsonValueKind.String)
                    charsets[name] = charset.GetString() ?? "";
            }
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // Without readable charsets every field is read as FieldText guesses.
            charsets.Clear();
        }

        return charsets;
    }
}
