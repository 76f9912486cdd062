using System.Text;
using System.Text.RegularExpressions;

namespace Gallabox.Core.Mail;

/// <summary>A subject without what mail programs and gateways put in front of it.</summary>
/// <param name="Whole">The subject with compatibility forms resolved and blanks collapsed.</param>
/// <param name="Core">What the sender meant as the subject.</param>
/// <param name="IsAnswer">A reply or forward prefix stood before it.</param>
internal sealed partial record SubjectLine(string Whole, string Core, bool IsAnswer)
{
    /// <summary>The subject that the customer's help page asks for.</summary>
    public const string Wanted = "Request for Deletion of Phone Number";

    private const int MostPrefixes = 30;

    /// <summary>What follows the wanted subject; null where this is another subject.</summary>
    public string? AfterWanted => WantedSubject().Match(Core) is { Success: true } match ? Core[match.Length..] : null;

    /// <summary>The wanted subject stands anywhere in this one.</summary>
    public bool Mentions => WantedAnywhere().IsMatch(Whole);

    /// <summary>The whole with the wanted subject replaced by one word, for the judgement of the words around it.</summary>
    public string Around => WantedAnywhere().Replace(Whole, " deletion ");

    public static SubjectLine Of(string subject)
    {
        var whole = Blanks().Replace(Visible(subject).Normalize(NormalizationForm.FormKC), " ").Trim();
        var core = whole;
        var answer = false;
        for (var round = 0; round < MostPrefixes; round++)
        {
            if (Answer().Match(core) is { Success: true } prefix)
                answer = true;
            else if (Tag().Match(core) is { Success: true } tag)
                prefix = tag;
            else
                break;
            core = core[prefix.Length..];
        }

        return new(whole, core, answer);
    }

    private static string Visible(string text)
    {
        var visible = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune != Rune.ReplacementChar && (Rune.IsWhiteSpace(rune) || !Rune.IsControl(rune)) && !IsFormat(rune))
                visible.Append(rune);
        }

        return visible.ToString();
    }

    private static bool IsFormat(Rune rune) => Rune.GetUnicodeCategory(rune) == System.Globalization.UnicodeCategory.Format;

    // Replies and forwards in the languages of common mail programs. Compatibility forms are resolved, full-width colons too.
    [GeneratedRegex(
        @"^(?:(?:re|aw|antw|antwort|sv|vs|rv|res|r|odp|ynt|ref|bls|atb|ant|vá|отв|ответ|رد|الرد|回复|回覆|答复|答覆|回|返信|답장|תגובה|"
        + @"उत्तर|पुनः|fwd?|fw|wg|tr|enc|i|vl|vb|vidarebefordrat|doorst|转发|轉寄|轉發|إعادة توجيه|अग्रेषित|"
        + @"पुनर्प्रेषित)\s*(?:\[\d{1,3}\]|\(\d{1,3}\)|\^\d{1,3}|\*\d{1,3}|\d{1,3})?\s*:\s*|(?:re|fwd?)[ .;-]+(?=request\b))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Answer();

    [GeneratedRegex(
        @"^(?:[\[【{][^\[\]【】{}]{0,60}[\]】}]\s*[:-]?\s*|\((?:external|ext|spam)\)\s*|\*+\s*\w+\s*\*+\s*|"
        + @"(?:external|ext|caution|subject|subject line|betreff|urgent|important|priority|reminder|gentle reminder|spam)"
        + @"\s*[:!-]+\s*|[""'“”„«»‘’<>\s:.*_–-]+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Tag();

    [GeneratedRegex(
        @"^request for deletion of phone number(?![\p{L}\p{M}]|\(s\)|['’]s)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WantedSubject();

    [GeneratedRegex(@"request for deletion of phone number", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WantedAnywhere();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Blanks();
}
