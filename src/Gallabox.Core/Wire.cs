using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gallabox.Core;

/// <summary>The one JSON dialect of this system: camelCase, enums as snake_case text, absent means null.</summary>
public static class Wire
{
    /// <summary>Options for the API, the rows of the store and the journal of orchestrations alike.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The value as UTF-8 JSON.</summary>
    public static byte[] ToBytes<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Json);

    /// <summary>The value read back; a JSON null is an error, as no row or step holds one where a value is asked for.</summary>
    public static T FromBytes<T>(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize<T>(utf8, Json) ?? throw new JsonException($"null where a {typeof(T).Name} was expected.");

    /// <summary>The snake_case name that the API shows for an enum's member.</summary>
    public static string Name<T>(T member) where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(member.ToString());
}
