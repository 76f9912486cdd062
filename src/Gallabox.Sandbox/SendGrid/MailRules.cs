using System.Text.Json.Nodes;

namespace Gallabox.Sandbox.SendGrid;

/// <summary>What SendGrid refuses in the body of a mail send, each with the field's path (facts 7.2).</summary>
internal static class MailRules
{
    private static readonly HashSet<string> reservedHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "x-sg-id", "x-sg-eid", "received", "dkim-signature", "Content-Type", "Content-Transfer-Encoding",
        "To", "From", "Subject", "Reply-To", "CC", "BCC",
    };

    public static IEnumerable<(string Message, string? Field)> Errors(JsonObject mail, DateTimeOffset now)
    {
        var subject = Text(mail["subject"]);
        var template = Text(mail["template_id"]);
        if (!IsAddress(mail["from"]))
            yield return ("The from object must be provided for every email send.", "from.email");
        if (mail["personalizations"] is not JsonArray { Count: > 0 and <= 1000 } personalizations)
            yield return ("The personalizations field is required and must have at least one personalization.", "personalizations");
        else
            foreach (var error in Personalizations(personalizations, subject is null && template is null))
                yield return error;
        foreach (var error in Contents(mail["content"] as JsonArray, template is not null))
            yield return error;
        foreach (var error in Attachments(mail["attachments"] as JsonArray ?? []))
            yield return error;
        foreach (var error in Headers(mail["headers"] as JsonObject))
            yield return error;
        if (mail["custom_args"] is JsonObject arguments && arguments.ToJsonString().Length > 10_000)
            yield return ("The custom_args must be less than 10000 bytes.", "custom_args");
        if (mail["send_at"] is JsonValue when && when.TryGetValue<long>(out var at) && at > now.AddHours(72).ToUnixTimeSeconds())
            yield return ("The send_at must be within 72 hours.", "send_at");
    }

    private static IEnumerable<(string, string?)> Personalizations(JsonArray personalizations, bool subjectNeeded)
    {
        for (var index = 0; index < personalizations.Count; index++)
        {
            var one = personalizations[index] as JsonObject;
            if (one?["to"] is not JsonArray { Count: > 0 } to)
                yield return ("The to array is required for all personalization objects.", $"personalizations.{index}.to");
            else if (!to.All(IsAddress))
                yield return ("Does not contain a valid address.", $"personalizations.{index}.to.0.email");
            if (subjectNeeded && Text(one?["subject"]) is null)
                yield return ("The subject is required, unless a template defines one.", "subject");
            foreach (var error in Headers(one?["headers"] as JsonObject))
                yield return error;
        }
    }

    private static IEnumerable<(string, string?)> Contents(JsonArray? contents, bool template)
    {
        if (contents is null or { Count: 0 })
        {
            if (!template)
                yield return ("Unless a valid template_id is provided, the content parameter is required.", "content");
            yield break;
        }

        for (var index = 0; index < contents.Count; index++)
        {
            if (Text(contents[index]?["type"]) is null || Text(contents[index]?["value"]) is null)
                yield return ("The content value must be a string at least one character in length.", $"content.{index}.value");
            if (index > 0 && Text(contents[index]?["type"]) == "text/plain")
                yield return ("If present, text/plain and text/html may only be provided once, text/plain first.", "content");
        }
    }

    private static IEnumerable<(string, string?)> Attachments(JsonArray attachments)
    {
        for (var index = 0; index < attachments.Count; index++)
        {
            if (Text(attachments[index]?["filename"]) is null)
                yield return ("The attachment filename is required.", $"attachments.{index}.filename");
            if (Text(attachments[index]?["content"]) is not { } content
                || !Convert.TryFromBase64String(content, new byte[content.Length], out _))
                yield return ("The attachment content must be base64 encoded.", $"attachments.{index}.content");
        }
    }

    private static IEnumerable<(string, string?)> Headers(JsonObject? headers) => (headers ?? [])
        .Where(static header => reservedHeaders.Contains(header.Key))
        .Select(static header => ($"The {header.Key} header is reserved and may not be set.", (string?)$"headers.{header.Key}"));

    private static bool IsAddress(JsonNode? node) =>
        Text(node?["email"]) is { } email && MimeKit.MailboxAddress.TryParse(email, out var parsed)
        && parsed.Address.Contains('@', StringComparison.Ordinal);

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;
}
