using System.Text.RegularExpressions;
using PhoneNumbers;

namespace Gallabox.Core.Mail;

/// <summary>
/// Finds which number of an account a text names. Candidates are gathered generously and count only if they equal a number
/// of the account; validity is a hint at most (facts 10.3).
/// </summary>
public static partial class PhoneFinder
{
    private const int LongestText = 4 * 1024;

    private static readonly PhoneNumberUtil library = PhoneNumberUtil.GetInstance();

    /// <param name="region">ISO 3166 code that numbers without a plus are read with; an unknown one reads none.</param>
    /// <param name="numbers">The account's numbers: nothing else can be the answer.</param>
    public static PhoneMatch Match(string text, string region, IReadOnlyList<PhoneNumber> numbers)
    {
        var normal = PhoneText.Normal(text.Length > LongestText ? text[..LongestText] : text);
        var match = MatchLines(normal, region, numbers);
        // A number may be broken over two lines of a wrapped text.
        return match is PhoneMatch.None { Foreign: false } && normal.Contains('\n', StringComparison.Ordinal)
            ? MatchLines(normal.Replace('\n', ' '), region, numbers)
            : match;
    }

    private static PhoneMatch MatchLines(string text, string region, IReadOnlyList<PhoneNumber> numbers)
    {
        var mentions = Mentions(PhoneReadings.Find(text, region)).Select(readings => Judge(text, readings, numbers)).ToList();
        if (mentions.Find(mention => mention.Unclear is not null) is { Unclear: { } reason })
            return new PhoneMatch.Unclear(reason);
        if (SpeltWithLetters(text, region, numbers))
            return new PhoneMatch.Unclear(UnclearNumber.Letters);
        var own = mentions.Select(mention => mention.Number).OfType<PhoneNumber>().Distinct().ToList();
        var foreign = mentions.Exists(mention => mention.Foreign);
        return own switch
        {
            [] => new PhoneMatch.None(foreign),
            [var only] when !foreign => new PhoneMatch.One(only),
            _ => new PhoneMatch.Several(own),
        };
    }

    // Readings that overlap are readings of one mention.
    private static IEnumerable<List<PhoneReading>> Mentions(List<PhoneReading> readings)
    {
        List<PhoneReading> mention = [];
        foreach (var reading in readings.OrderBy(reading => reading.Start).ThenBy(reading => reading.End))
        {
            if (mention.Count > 0 && reading.Start >= mention.Max(other => other.End))
            {
                yield return mention;
                mention = [];
            }

            mention.Add(reading);
        }

        if (mention.Count > 0)
            yield return mention;
    }

    private static Mention Judge(string text, List<PhoneReading> readings, IReadOnlyList<PhoneNumber> numbers)
    {
        var start = readings.Min(reading => reading.Start);
        var end = readings.Max(reading => reading.End);
        var own = readings.Select(reading => SameNumber.Among(numbers, reading.Digits)).OfType<PhoneNumber>().Distinct().ToList();
        if (own.Count == 0)
            return new(Foreign: readings.Exists(reading => reading.Complete) && !FollowsLabel(text, start));
        if (own.Count > 1)
            return new(Unclear: UnclearNumber.Ambiguous);
        if (readings.Exists(reading => reading.Extension) || Extension().IsMatch(text.AsSpan(end)))
            return new(Unclear: UnclearNumber.Extension);
        if (Shorthand().IsMatch(text.AsSpan(end)) || IsShorthandInside(text[start..end], readings, numbers))
            return new(Unclear: UnclearNumber.Shorthand);
        if (TouchesLetter(text, start, end))
            return new(Unclear: UnclearNumber.Letters);
        var widest = readings.Where(reading => reading.End - reading.Start == end - start);
        return widest.Any(reading => SameNumber.Among(numbers, reading.Digits) is not null)
            ? new(own[0])
            : new(Unclear: UnclearNumber.Ambiguous);
    }

    private static bool IsShorthandInside(string mention, List<PhoneReading> readings, IReadOnlyList<PhoneNumber> numbers) =>
        mention.Contains('/', StringComparison.Ordinal) && readings.Exists(reading => SameNumber.Among(numbers, reading.Digits) is null);

    private static bool FollowsLabel(string text, int start) => Label().IsMatch(text[Math.Max(0, start - 40)..start]);

    private static bool TouchesLetter(string text, int start, int end) =>
        (end < text.Length && char.IsLetter(text[end])) || OddPrefix().IsMatch(text[Math.Max(0, start - 20)..start]);

    // 1-800-FLOWERS: the digits exist, but nobody names a WhatsApp number so by accident.
    private static bool SpeltWithLetters(string text, string region, IReadOnlyList<PhoneNumber> numbers)
    {
        foreach (Match word in Vanity().Matches(text))
        {
            try
            {
                var parsed = library.Parse(word.Value, region);
                if (SameNumber.Among(numbers, library.Format(parsed, PhoneNumberFormat.E164)[1..]) is not null)
                    return true;
            }
            catch (NumberParseException)
            {
                continue;
            }
        }

        return false;
    }

    private sealed record Mention(PhoneNumber? Number = null, bool Foreign = false, UnclearNumber? Unclear = null);

    [GeneratedRegex(
        @"(?:\b(?:waba|id|ids|ticket|case|ref|reference|invoice|order|gst|gstin|otp|pan|po|aadhaar|code|"
        + @"pin)\b[\s:#.=(-]*(?:no|number|nr|id|is)?[\s:#.=(-]*|#)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Label();

    [GeneratedRegex(
        @"^\s*(?:,|;|\()?\s*(?:ext|extn|extension|x|ext\.)\s*[.:#]?\s*\d",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Extension();

    [GeneratedRegex(
        @"^\s*(?:/|,|&|\+|-|~|\b(?:and|or|to|und|oder|y|e|et|ou|aur)\b)\s*(?:/|&)?\s*-?\d{1,6}(?!\d)(?![./:-]\d)(?!\s*(?:st|"
        + @"nd|rd|th|days?|hours?|weeks?|months?|years?|am|pm|%|messages?|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Shorthand();

    // A letter right before a number belongs to it, as in A98765 43210, unless a whole word ends there.
    [GeneratedRegex(@"(?:^|[^\p{L}])\p{L}$", RegexOptions.CultureInvariant)]
    private static partial Regex OddPrefix();

    [GeneratedRegex(@"(?<![\p{L}\d])\+?\d[\d ().-]{0,14}[A-Za-z]{3,}[A-Za-z\d-]{0,8}", RegexOptions.CultureInvariant)]
    private static partial Regex Vanity();
}
