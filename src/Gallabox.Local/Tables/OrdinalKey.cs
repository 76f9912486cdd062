using System.Text;

namespace Gallabox.Local.Tables;

/// <summary>
/// Keys as bytes whose order is the ordinal order of the text: UTF-8, but a surrogate is written by itself in three bytes, as
/// whole code points beyond U+FFFF would sort after U+E000..U+FFFF and ordinal order has them before.
/// </summary>
internal static class OrdinalKey
{
    public static int MaxBytes(int characters) => characters * 3;

    public static int Encode(string key, Span<byte> into)
    {
        if (!key.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
            return Encoding.UTF8.GetBytes(key, into);
        var length = 0;
        foreach (var unit in key)
            length += char.IsSurrogate(unit) ? EncodeSurrogate(unit, into[length..]) : Encoding.UTF8.GetBytes([unit], into[length..]);
        return length;
    }

    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        // 0xED leads U+D000..U+DFFF: Hangul's end, or a surrogate of ours.
        if (!bytes.Contains((byte)0xED))
            return Encoding.UTF8.GetString(bytes);
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            var size = bytes[0] switch { < 0x80 => 1, < 0xE0 => 2, _ => 3 };
            if (bytes[0] == 0xED && bytes[1] >= 0xA0)
                text.Append((char)(0xD000 | ((bytes[1] & 0x3F) << 6) | (bytes[2] & 0x3F)));
            else
                text.Append(Encoding.UTF8.GetString(bytes[..size]));
            bytes = bytes[size..];
        }

        return text.ToString();
    }

    private static int EncodeSurrogate(char unit, Span<byte> into)
    {
        into[0] = (byte)(0xE0 | (unit >> 12));
        into[1] = (byte)(0x80 | ((unit >> 6) & 0x3F));
        into[2] = (byte)(0x80 | (unit & 0x3F));
        return 3;
    }
}
