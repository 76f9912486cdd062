using System.Buffers.Text;
using System.Text.Json;

namespace Gallabox.Core.Webhooks;

/// <summary>Reads single values of foreign JSON, which may be text where a number is told, escaped, null or missing.</summary>
internal static class JsonValues
{
    private const int MaxEscapedId = 1024;

    /// <summary>
    /// The hash of an id in text or number form; 0 for null, empty and other forms. A leading plus does not count. An escaped id
    /// that is longer than 1024 bytes goes by its bytes as they came, so it is the same each time.
    /// </summary>
    public static ulong Id(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.Number or JsonTokenType.String))
        {
            reader.Skip();
            return 0;
        }

        if (!reader.ValueIsEscaped || reader.ValueSpan.Length > MaxEscapedId)
            return Hash(reader.ValueSpan);
        Span<byte> plain = stackalloc byte[MaxEscapedId];
        return Hash(plain[..reader.CopyString(plain)]);
    }

    /// <summary>Whole seconds since 1970 in text or number form; 0 where it is none of the two, not positive, or no time of this century.</summary>
    public static uint Seconds(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number)
            return Utf8Parser.TryParse(reader.ValueSpan, out uint seconds, out var used) && used == reader.ValueSpan.Length ? seconds : 0;
        reader.Skip();
        return 0;
    }

    /// <summary>The text without its escapes copied to <paramref name="into"/>, as far as it is at most so long; else 0 bytes.</summary>
    public static int Text(ref Utf8JsonReader reader, scoped Span<byte> into)
    {
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number && reader.ValueSpan.Length <= into.Length)
        {
            if (reader.TokenType is JsonTokenType.String)
                return reader.CopyString(into);
            reader.ValueSpan.CopyTo(into);
            return reader.ValueSpan.Length;
        }

        reader.Skip();
        return 0;
    }

    /// <summary>Only the digits of a text, at most so many.</summary>
    public static int Digits(ref Utf8JsonReader reader, scoped Span<byte> into)
    {
        var length = Text(ref reader, into);
        var kept = 0;
        foreach (var character in into[..length])
            if (character is >= (byte)'0' and <= (byte)'9')
                into[kept++] = character;
        return kept;
    }

    private static ulong Hash(ReadOnlySpan<byte> id) => IdHash.Of(id is [(byte)'+', .. var digits] ? digits : id);
}
