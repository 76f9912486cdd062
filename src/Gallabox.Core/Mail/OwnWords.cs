using System.Text.RegularExpressions;

namespace Gallabox.Core.Mail;

/// <summary>
/// What the sender of a mail wrote: without the quoted history, which may name other numbers and carries our own texts, and
/// without disclaimers.
/// </summary>
/// <param name="Written">All of it: a change of mind may follow the closing words.</param>
/// <param name="Body">Up to the closing words: the numbers in a signature are those that nobody asks about.</param>
internal sealed partial record OwnWords(string Written, string Body)
{
    private const int MostLines = 400;
    private const int LongestText = 8 * 1024;
    private const int LongestAttribution = 3;

    public static OwnWords Of(string text)
    {
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n', MostLines + 1);
        List<string> own = [];
        var inDisclaimer = false;
        for (var index = 0; index < Math.Min(lines.Length, MostLines); index++)
        {
            var line = lines[index].Replace("\u200B", "", StringComparison.Ordinal).Replace('\u00A0', ' ').Trim();
            if (Quoted().IsMatch(line))
                continue;
            if (Attribution(lines, index) is { } length)
            {
                if (!IsMarked(lines.Skip(index + length)))
                    break;
                index += length - 1;
                continue;
            }

            if (HistoryBegins(lines, index, line))
                break;
            inDisclaimer = line.Length > 0 && (inDisclaimer || Disclaimer().IsMatch(line));
            if (!inDisclaimer)
                own.Add(line);
        }

        return new(Join(own), Join(own.TakeWhile(line => !Signature().IsMatch(line))));
    }

    private static string Join(IEnumerable<string> lines)
    {
        var words = string.Join('\n', lines).Trim();
        return words.Length > LongestText ? words[..LongestText] : words;
    }

    // Below an attribution everything is history, unless it is marked line by line and the answer follows.
    private static bool IsMarked(IEnumerable<string> below) =>
        below.Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0) is { } first && Quoted().IsMatch(first);

    // "On Mon, 5 Jan 2026 at 10:00, Asha <asha@example.com> wrote:", possibly over several lines.
    private static int? Attribution(string[] lines, int index)
    {
        if (!AttributionStart().IsMatch(lines[index].TrimStart()))
            return null;
        var joined = "";
        for (var length = 1; length <= LongestAttribution && index + length <= lines.Length; length++)
        {
            joined += " " + lines[index + length - 1].Trim();
            if (joined.Length > 600)
                return null;
            if (AttributionEnd().IsMatch(joined))
                return length;
        }

        return null;
    }

    private static bool HistoryBegins(string[] lines, int index, string line) =>
        Separator().IsMatch(line)
        || (FromLine().IsMatch(line) && lines.Skip(index + 1).Take(4).Any(next => HeaderLine().IsMatch(next.Trim())));

    [GeneratedRegex(@"^(?:[>|›»]|&gt;)", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();

    [GeneratedRegex(
        @"^(?:on\b|am\b|le\b|el\b|em\b|il\b|op\b|den\b|på\b|в\b|\d{1,4}[./-]|[\p{L}\p{M}]{2,12}\.?,? \d|في\b|بتاريخ\b|को|在|于|"
        + @"\d{4}年|.{2,80}<\S{1,200}@\S{1,200}>|.{2,80}(?:को|पर))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AttributionStart();

    [GeneratedRegex(
        @"(?:\d|@|>).{0,200}(?:wrote|writes|schrieb|geschrieben|a écrit|escribió|escribio|escreveu|ha scritto|schreef|skrev|"
        + @"написал|написала|пишет|كتب|كتبت|लिखा|写道|寫道|yazdı|napisał|menulis)(?![a-z])[^:]{0,100}[:\uFF1A]$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AttributionEnd();

    [GeneratedRegex(
        @"^(?:[-–—_ ]{2,}\s*(?:original message|original appointment|forwarded message|reply message|ursprüngliche nachricht|"
        + @"originalnachricht|weitergeleitete nachricht|message d'origine|message original|message transféré|mensaje original|"
        + @"mensaje reenviado|mensagem original|mensagem encaminhada|messaggio originale|oorspronkelijk bericht|मूल संदेश|"
        + @"अग्रेषित संदेश|الرسالة الأصلية|رسالة أصلية|原始邮件|原始郵件|转发的邮件|исходное сообщение)\b.*|begin forwarded message:|_{10,}|"
        + @"-{20,}|={20,})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Separator();

    [GeneratedRegex(
        @"^\*?(?:from|von|de|da|van|från|fra|от|من|प्रेषक|से|发件人|寄件者|差出人|kimden|od|dari)\s*\*?\s*[:\uFF1A]",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FromLine();

    [GeneratedRegex(
        @"^\*?(?:sent|date|to|subject|gesendet|datum|an|betreff|envoyé|envoye|à|objet|enviado|enviado el|fecha|data|para|"
        + @"asunto|assunto|inviato|oggetto|verzonden|onderwerp|отправлено|тема|تاريخ|تم الإرسال|الموضوع|إلى|भेजा गया|दिनांक|"
        + @"विषय|发送时间|主题|日期)\s*\*?\s*[:\uFF1A]",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HeaderLine();

    [GeneratedRegex(
        @"^(?:--|—|__|(?:(?:thanks|thank you|many thanks)(?: and| &|,)?\s*)?(?:best|kind|warm|kindest|warmest)?\s*(?:regards|"
        + @"wishes)\b.{0,40}|(?:thanks|thank you|many thanks|thanks a lot|thx|cheers|sincerely|yours sincerely|"
        + @"yours faithfully|yours truly|best|rgds|br)\s*[,.!-]*|sent from my\b.*|get outlook for\b.*|sent from (?:outlook|"
        + @"yahoo|mail|proton)\b.*|von meinem .{2,20} gesendet.*|gesendet (?:mit|von)\b.*|envoyé (?:de|depuis) mon\b.*|"
        + @"enviado (?:desde|do|de) m[ie]u?\b.*|mit freundlichen grüßen.*|viele grüße.*|freundliche grüße.*|mfg|lg|"
        + @"cordialement.*|bien à vous.*|saludos.*|atentamente.*|atenciosamente.*|abraços.*|cordiali saluti.*|धन्यवाद.{0,10}|"
        + @"सादर.{0,20}|مع تحياتي.*|مع أطيب التحيات.*|تحياتي.*|شكرا.{0,3})$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Signature();

    [GeneratedRegex(
        @"(?:intended (?:recipient|solely|only|for the)|(?:confidential|privileged|vertraulich|confidentiel|"
        + @"confidencial).{0,80}(?:information|message|e-?mail|communication|nachricht|informacion|informação)|^(?:disclaimer|"
        + @"confidentiality)\b|think before (?:you )?print|consider the environment|scanned (?:for|by)|"
        + @"originated (?:from )?outside|external (?:sender|e-?mail)|do not click|click links)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Disclaimer();
}
