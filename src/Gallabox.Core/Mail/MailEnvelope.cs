using System.Text.Json;

namespace Gallabox.Core.Mail;

/// <summary>The SMTP truth of a delivery. From is empty for the null sender, null where unknown.</summary>
public sealed record MailEnvelope(string? From, IReadOnlyList<string> To)
{
    public static MailEnvelope Unknown { get; } = new(null, []);

    /// <summary>Reads <c>{"to":["x@parse.example"],"from":"bounce@example.net"}</c>; anything else is unknown.</summary>
    public static MailEnvelope Read(string? json)
    {
        try
        {
            using var document = JsonDocument.Parse(json ?? "");
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object ? new(Texts(root, "from").FirstOrDefault(), Texts(root, "to")) : Unknown;
        }
        catch (JsonException)
        {
            return Unknown;
        }
    }

    private static List<string> Texts(JsonElement root, string name) => root.TryGetProperty(name, out var value)
        ? value.ValueKind switch
        {
            JsonValueKind.String => [JsonText(value)],
            JsonValueKind.Array => [.. value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(JsonText)],
            _ => [],
        }
        : [];

    // A lone surrogate escape is valid JSON and no valid text.
    private static string JsonText(JsonElement value)
    {
        try
        {
            return value.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }
}
