using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gallabox.Core;

/// <summary>
/// A phone number in E.164: a plus and 5 to 15 digits, the first not zero. Equality is by digits. It says nothing about
/// validity: Meta hands out numbers that numbering plans call invalid (facts 10.3).
/// </summary>
[JsonConverter(typeof(JsonForm))]
public readonly record struct PhoneNumber
{
    private readonly string? e164;

    private PhoneNumber(string e164) => this.e164 = e164;

    /// <summary>The number with its plus, such as <c>+919876543210</c>.</summary>
    public string E164 => e164 ?? throw new InvalidOperationException("An empty phone number was read.");

    /// <summary>The digits alone, as Meta's webhooks and instance ids carry them.</summary>
    public string Digits => E164[1..];

    /// <summary>The form for logs: the last four digits only.</summary>
    public string Masked => $"+***{E164[^4..]}";

    /// <summary>Reads E.164 with or without its plus; punctuation is refused. Free text goes through <c>Mail.PhoneFinder</c>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out PhoneNumber number)
    {
        var digits = text is ['+', .. var rest] ? rest : text;
        var good = digits is { Length: >= 5 and <= 15 } && digits[0] != '0' && digits.All(char.IsAsciiDigit);
        number = good ? new PhoneNumber("+" + digits) : default;
        return good;
    }

    /// <inheritdoc cref="TryParse"/>
    /// <exception cref="FormatException">The text is not E.164.</exception>
    public static PhoneNumber Parse(string text) =>
        TryParse(text, out var number) ? number : throw new FormatException("A phone number in E.164 was expected, such as +919876543210.");

    public override string ToString() => e164 ?? "";

    private sealed class JsonForm : JsonConverter<PhoneNumber>
    {
        public override PhoneNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TryParse(reader.GetString(), out var number) ? number : throw new JsonException("A phone number in E.164 was expected.");

        public override void Write(Utf8JsonWriter writer, PhoneNumber value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.E164);
    }
}
