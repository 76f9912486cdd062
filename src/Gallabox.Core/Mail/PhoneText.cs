using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Gallabox.Core.Mail;

/// <summary>Text made fit for a search for numbers: digits of any script, full-width signs, exotic blanks and dashes as ASCII.</summary>
internal static partial class PhoneText
{
    /// <summary>Folded lines are joined; dates, times and ordinals are blanked, as numbers in them are not phones.</summary>
    public static string Normal(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            Append(plain, rune);
        var read = plain.Replace("\n ", " ").Replace("&nbsp;", " ").Replace("&#43;", "+").Replace("%2B", "+").ToString();
        return NoNumber().Replace(read, found => new string(' ', found.Length));
    }

    private static void Append(StringBuilder plain, Rune rune)
    {
        var digit = Rune.GetNumericValue(rune);
        var category = Rune.GetUnicodeCategory(rune);
        if (category == UnicodeCategory.DecimalDigitNumber)
            plain.Append((int)digit);
        else if (rune.Value is '\n')
            plain.Append('\n');
        else if (rune.Value is '\t' or '_' || category == UnicodeCategory.SpaceSeparator)
            plain.Append(' ');
        else if (category == UnicodeCategory.DashPunctuation || rune.Value == 0x2212)
            plain.Append('-');
        else if (rune.Value is 0xFE62 or 0x207A or 0x2795)
            plain.Append('+');
        else if (rune.Value is > 0xFF00 and < 0xFF5F)
            plain.Append((char)(rune.Value - 0xFEE0));
        else if (!IsInvisible(rune.Value, category))
            plain.Append(rune);
    }

    // Keycap signs and variation selectors stand at digits; asterisks are what bold type becomes in plain text.
    private static bool IsInvisible(int value, UnicodeCategory category) =>
        category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        || value is '*' or 0x20E3 or 0xFFFD or (>= 0xFE00 and <= 0xFE0F);

    [GeneratedRegex(
        @"(?<=[\s(-])\d{1,2}(?:st|nd|rd|th)\b|(?<![\d+(./-])(?:\d{4}-[01]\d-[0-3]\d|[0-3]?\d[./-][0-3]?\d[./-](?:19|20)\d\d|"
        + @"[012]?\d:[0-5]\d(?::[0-5]\d)?)(?![\d]|[./-]\d)",
        RegexOptions.CultureInvariant)]
    private static partial Regex NoNumber();
}
