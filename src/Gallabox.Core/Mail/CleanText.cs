using System.Globalization;
using System.Text;

namespace Gallabox.Core.Mail;

/// <summary>Text fit for rows and decisions: no control characters, no lone surrogates, bounded.</summary>
internal static class CleanText
{
    /// <summary>One line of at most so many characters; line breaks and tabs become blanks.</summary>
    public static string Line(string? text, int longest)
    {
        var line = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (line.Length + rune.Utf16SequenceLength > longest)
                break;
            if (rune.Value is '\n' or '\t')
                line.Append(' ');
            else if (IsText(rune))
                line.Append(rune);
        }

        return line.ToString().Trim();
    }

    /// <summary>Lines ended by a bare line feed, of at most so many bytes once written as JSON.</summary>
    public static string Lines(string? text, int mostBytes)
    {
        var lines = new StringBuilder();
        var bytes = 0;
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (rune.Value is not ('\n' or '\t') && !IsText(rune))
                continue;
            bytes += JsonBytes(rune);
            if (bytes > mostBytes)
                break;
            lines.Append(rune);
        }

        return lines.ToString();
    }

    // A replacement character stands where a lone surrogate was, or where a charset was wrong: it says nothing.
    private static bool IsText(Rune rune) => Rune.GetUnicodeCategory(rune) != UnicodeCategory.Control && rune != Rune.ReplacementChar;

    // Outside the basic plane, and for a few unprintable characters, JSON carries escapes of six bytes a UTF-16 unit.
    private static int JsonBytes(Rune rune) => rune.Value switch
    {
        '"' or '\\' or '\n' or '\t' => 2,
        < 0x80 => 1,
        < 0x10000 when Rune.IsLetterOrDigit(rune) => rune.Utf8SequenceLength,
        _ => 6 * rune.Utf16SequenceLength,
    };
}
