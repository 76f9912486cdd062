using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Gallabox.Core.Mail;

/// <summary>Reads the body of an event webhook: an array of objects. [SG-EV; facts 7.3]</summary>
public static class SendGridEvents
{
    private const int LongestRaw = 4000;

    /// <returns>Null where the body is no JSON array or object. An element that cannot be read is of unknown kind.</returns>
    public static IReadOnlyList<SendGridEvent>? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body);
            return document.RootElement.ValueKind switch
            {
                JsonValueKind.Array => [.. document.RootElement.EnumerateArray().Select(Event)],
                JsonValueKind.Object => [Event(document.RootElement)],
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static SendGridEvent Event(JsonElement element)
    {
        var kind = Kind(Text(element, "event"));
        var raw = element.GetRawText();
        return new SendGridEvent
        {
            Id = Text(element, "sg_event_id", 200) ?? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(raw)))[..32],
            Kind = kind,
            MessageId = Text(element, "sg_message_id", 300),
            Email = Text(element, "email", 320)?.ToLowerInvariant(),
            At = At(element),
            Reason = Text(element, "reason", 500),
            Status = Text(element, "status", 50),
            Type = Text(element, "type", 50),
            CaseId = Text(element, "caseId", 50),
            MailId = Text(element, "mailId", 100),
            Raw = kind == SendGridEventKind.Unknown ? raw[..Math.Min(raw.Length, LongestRaw)] : null,
        };
    }

    private static SendGridEventKind Kind(string? name) =>
        Enum.GetValues<SendGridEventKind>().Where(kind => Wire.Name(kind) == name).DefaultIfEmpty(SendGridEventKind.Unknown).First();

    private static DateTimeOffset? At(JsonElement element)
    {
        var known = long.TryParse(Text(element, "timestamp"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds);
        return known && seconds < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
    }

    private static string? Text(JsonElement element, string name, int longest = 100)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var value))
            return null;
        try
        {
            var text = value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            };
            return CleanText.Line(text, longest) is { Length: > 0 } clean ? clean : null;
        }
        catch (InvalidOperationException)
        {
            return null; // An escaped lone surrogate is valid JSON and no valid text.
        }
    }
}
