using System.Text;
using System.Text.Json;
using CsCheck;

namespace Gallabox.Core.Tests.Webhooks;

/// <summary>Turns JSON into something else: bytes flipped, put in, left out or cut off, and values replaced by those of other kinds.</summary>
internal static class Mutations
{
    public static Gen<(int Kind, double At, int Piece, byte Byte)[]> Some { get; } =
        Gen.Select(Gen.Int[0, 5], Gen.Double[0, 1], Gen.Int[0, 999], Gen.Byte).Array[1, 4];

    /// <summary>Values of all kinds, texts that are none among them.</summary>
    private static readonly string[] fragments =
    [
        "null", "true", "7", "-0", "1e999", "4294967296", "\"\"", "\"x\"", "{}", "[]", "[1]", "{\"id\":[{}]}", @"""\ud800""", @"""\udc00\ud800""", "\"\u00FF\"",
        "\"\u00C0\u0080\"", @"""\u0000""", @"""\/""", "\"" + new string('9', 3000) + "\"", @"""\n" + new string('9', 3000) + "\"",
        new string('[', 100) + new string(']', 100), "{\"\\ud800\":1}",
    ];

    /// <summary>Bytes that end texts and lists, or that no text has.</summary>
    private static readonly string[] splinters = [@"\ud800", @"\", "\"", "\u00FF", ",", ":", "{", "}", "[", "]", "\0", " ", "],[", "},{", "\"a\":1,"];

    /// <summary>The JSON after each of them, which need not be JSON any more.</summary>
    public static byte[] Apply(byte[] json, (int Kind, double At, int Piece, byte Byte)[] some)
    {
        foreach (var (kind, at, piece, value) in some)
        {
            var from = (int)(at * json.Length);
            json = kind switch
            {
                0 => [.. json[..from], value, .. json.Skip(from + 1)],
                1 => json[..from],
                2 => [.. json[..from], .. Bytes(splinters[piece % splinters.Length]), .. json[from..]],
                3 => [.. json[..from], .. json.Skip(from + (piece % 20))],
                _ => Replace(json, at, Bytes(fragments[piece % fragments.Length])),
            };
        }

        return json;
    }

    /// <summary>Another value, or another name, in place of one of those that can be found.</summary>
    private static byte[] Replace(byte[] json, double at, byte[] fragment)
    {
        var values = new List<(int Start, int End)>();
        try
        {
            for (var reader = new Utf8JsonReader(json); reader.Read();)
            {
                var ahead = reader;
                if (reader.TokenType is not JsonTokenType.PropertyName)
                    ahead.Skip();
                var end = (int)ahead.BytesConsumed - (reader.TokenType is JsonTokenType.PropertyName ? 1 : 0);
                if (reader.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject))
                    values.Add(((int)reader.TokenStartIndex, end));
            }
        }
        catch (JsonException)
        {
            // Broken before: what was found until there can be replaced.
        }

        if (values.Count == 0)
            return json;
        var (start, after) = values[Math.Min((int)(at * values.Count), values.Count - 1)];
        return [.. json[..start], .. fragment, .. json[after..]];
    }

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
