using System.Buffers;
using System.Text;

namespace Gallabox.Core.Adapters.Tables;

/// <summary>
/// Keys as Azure takes them: without <c>/ \ # ?</c> and control characters (facts 8.1), reversible, and in the same ordinal
/// order. A forbidden character is written as its allowed neighbour below and a mark, and so is that neighbour, with a smaller
/// mark: <c>.</c> is <c>.0</c> and <c>/</c> is <c>.1</c>. Control characters stand with the blank and the tilde. Also
/// kept out, though allowed, are <c>%</c> and the apostrophe, which not every server and library unescapes (Azurite 3.37
/// does not find a row with an apostrophe in a transaction). A key at most doubles: 512 characters, 1 KiB.
/// </summary>
internal static class TableKeys
{
    private const string Marks = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /// <summary>The forbidden characters that follow directly on an allowed one, which is written with the mark 0.</summary>
    private const string Followers = "#%'/?\\";

    private static readonly SearchValues<char> escaped = SearchValues.Create(
    [
        .. Followers,
        .. Followers.Select(follower => (char)(follower - 1)),
        .. Enumerable.Range(0, ' ' + 1).Select(code => (char)code),
        .. Enumerable.Range('~', '\x9F' - '~' + 1).Select(code => (char)code),
    ]);

    public static string Encode(string key)
    {
        var first = key.AsSpan().IndexOfAny(escaped);
        if (first < 0)
            return key;
        var text = new StringBuilder(key, 0, first, key.Length * 2);
        foreach (var character in key.AsSpan(first))
        {
            if (escaped.Contains(character))
                text.Append(Lead(character)).Append(Marks[character - Origin(Lead(character))]);
            else
                text.Append(character);
        }

        return text.ToString();
    }

    public static string Decode(string encoded)
    {
        if (!encoded.AsSpan().ContainsAny(escaped))
            return encoded;
        var text = new StringBuilder(encoded.Length);
        for (var index = 0; index < encoded.Length; index++)
        {
            var lead = encoded[index];
            text.Append(escaped.Contains(lead) ? (char)(Origin(lead) + Marks.IndexOf(encoded[++index], StringComparison.Ordinal)) : lead);
        }

        return text.ToString();
    }

    /// <summary>
    /// The bound before which keys end. A bound that ends in U+FFFF means all keys with the prefix before it; it becomes the
    /// prefix with its last character raised by one, as U+FFFF is no character and a service may refuse it.
    /// </summary>
    public static string EncodeEnd(string before)
    {
        var encoded = Encode(before);
        return encoded is [.. var prefix, var last, '\uFFFF'] ? $"{prefix}{(char)(last + 1)}" : encoded;
    }

    /// <summary>The allowed character that an escaped one is written with.</summary>
    private static char Lead(char character) => character switch
    {
        <= ' ' => ' ',
        >= '~' => '~',
        _ => Followers.Contains(character, StringComparison.Ordinal) ? (char)(character - 1) : character,
    };

    /// <summary>The character that has the mark 0 beside that lead.</summary>
    private static char Origin(char lead) => lead == ' ' ? '\0' : lead;
}
