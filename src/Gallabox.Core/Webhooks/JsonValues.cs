using System.Buffers.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Gallabox.Core.Webhooks;

/// <summary>Reads single values of foreign JSON, which may be text where a number is told, escaped, null or missing.</summary>
internal static class JsonValues
{
    private const int MaxEscapedId = 1024;

    /// <summary>Whether the property name or text at hand is this one. Never throws: what is no text equals nothing.</summary>
    public static bool Is(ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> text) =>
        reader.ValueIsEscaped ? IsText(reader.ValueSpan) && reader.ValueTextEquals(text) : reader.ValueSpan.SequenceEqual(text);

    /// <summary>
    /// The hash of an id in text or number form; 0 for null, empty and other forms. A leading plus does not count. An escaped id
    /// that is longer than 1024 bytes, or is no text, goes by its bytes as they came, so it is the same each time.
    /// </summary>
    public static ulong Id(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.Number or JsonTokenType.String))
        {
            reader.Skip();
            return 0;
        }

        if (!reader.ValueIsEscaped || reader.ValueSpan.Length > MaxEscapedId || !IsText(reader.ValueSpan))
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

    /// <summary>The text without its escapes copied to <paramref name="into"/>; 0 bytes where it is longer as it is written, or is no text.</summary>
    public static int Text(ref Utf8JsonReader reader, scoped Span<byte> into)
    {
        if (reader.TokenType is not (JsonTokenType.Number or JsonTokenType.String))
        {
            reader.Skip();
            return 0;
        }

        var written = reader.ValueSpan;
        if (written.Length > into.Length || !(reader.ValueIsEscaped ? IsText(written) : Utf8.IsValid(written)))
            return 0;
        if (reader.ValueIsEscaped)
            return reader.CopyString(into);
        written.CopyTo(into);
        return written.Length;
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

    /// <summary>Passes over a value. True: it is a list with something in it, which somebody might miss.</summary>
    public static bool SkipList(ref Utf8JsonReader reader)
    {
        var isFull = false;
        if (reader.TokenType is JsonTokenType.StartArray)
        {
            var ahead = reader;
            isFull = ahead.Read() && ahead.TokenType is not JsonTokenType.EndArray;
        }

        reader.Skip();
        return isFull;
    }

    /// <summary>
    /// Whether a name or text of sound JSON stands for a text: the grammar lets halves of surrogate pairs and bytes that are no UTF-8
    /// pass, of which the reader throws when it is asked for the text.
    /// </summary>
    private static bool IsText(ReadOnlySpan<byte> written)
    {
        if (!Utf8.IsValid(written))
            return false;
        var isHalf = false;
        for (int next; (next = written.IndexOf((byte)'\\')) >= 0;)
        {
            written = written[next..];
            var (isHigh, isLow) = Surrogate(written);
            if (isLow != isHalf || (isHalf && next > 0))
                return false;
            isHalf = isHigh;
            written = written[(written[1] == (byte)'u' ? 6 : 2)..];
        }

        return !isHalf;
    }

    private static (bool IsHigh, bool IsLow) Surrogate(ReadOnlySpan<byte> escape) => escape is [_, (byte)'u', (byte)'d' or (byte)'D', var digit, ..]
        ? (digit is (byte)'8' or (byte)'9' or (byte)'a' or (byte)'b' or (byte)'A' or (byte)'B', digit is >= (byte)'c' and <= (byte)'f' or >= (byte)'C' and <= (byte)'F')
        : (false, false);

    private static ulong Hash(ReadOnlySpan<byte> id) => IdHash.Of(id is [(byte)'+', .. var digits] ? digits : id);
}
