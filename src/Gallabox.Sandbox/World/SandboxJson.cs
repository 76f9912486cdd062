using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Gallabox.Sandbox.World;

/// <summary>How the sandbox keeps its documents and shows them on control routes: camelCase, absent means null.</summary>
internal static class SandboxJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The value as a JSON tree.</summary>
    public static JsonNode Node<T>(T value) =>
        JsonSerializer.SerializeToNode(value, Options) ?? throw new JsonException("A document was expected, not null.");

    /// <summary>The object in a body; null when it is empty, no JSON, or no object.</summary>
    public static JsonObject? TryObject(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return utf8.IsEmpty ? null : JsonNode.Parse(utf8) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
