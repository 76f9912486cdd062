using System.Globalization;
using System.Text.Json;

namespace Gallabox.Core.Adapters.Outgoing;

/// <summary>Reads foreign JSON as it comes: a member that is missing, null or of another kind is null.</summary>
internal static class ForeignJson
{
    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>The object or array that the bytes hold, or null where they hold neither: HTML, nothing, half a text.</summary>
    public static JsonElement? Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8.Span.StartsWith(Mark) ? utf8[Mark.Length..] : utf8);
            return document.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static JsonElement? Member(this JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A text, or a number as it is written.</summary>
    public static string? Text(this JsonElement of, string name) => of.Member(name) is not { } value ? null : value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    public static bool? Flag(this JsonElement of, string name) => of.Member(name)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    public static long? Whole(this JsonElement of, string name) =>
        long.TryParse(of.Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    public static decimal? Amount(this JsonElement of, string name) =>
        decimal.TryParse(of.Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>A moment in ISO 8601; one without a zone is UTC.</summary>
    public static DateTimeOffset? Moment(this JsonElement of, string name) =>
        DateTimeOffset.TryParse(of.Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var value) ? value : null;

    /// <summary>A moment in Unix seconds.</summary>
    public static DateTimeOffset? Seconds(this JsonElement of, string name) =>
        of.Whole(name) is >= 0 and <= 253402300799 and var seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    /// <summary>The members of an array; none where there is no array.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement of, string name) =>
        of.Member(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    /// <summary>A phone number in whatever punctuation, if its digits are E.164.</summary>
    public static PhoneNumber? Phone(this JsonElement of, string name) =>
        PhoneNumber.TryParse(string.Concat((of.Text(name) ?? "").Where(char.IsAsciiDigit)), out var phone) ? phone : null;
}
