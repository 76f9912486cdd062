using System.Text.RegularExpressions;
using PhoneNumbers;

namespace Gallabox.Core.Mail;

/// <summary>One way to read a stretch of text as a number.</summary>
/// <param name="Digits">In E.164, without the plus.</param>
/// <param name="Complete">Written with its country, or valid in the region: surely meant as a phone number.</param>
internal sealed record PhoneReading(int Start, int End, string Digits, bool Complete, bool Extension);

/// <summary>
/// All readings of a normalised text. The library finds numbers at two leniencies, with the region and without: VALID misses
/// numbers that are in use, POSSIBLE invents some (facts 10). What it misses altogether is read here: old Mexican numbers with
/// their plus, and the bare digits of E.164.
/// </summary>
internal static partial class PhoneReadings
{
    private const int MostTries = 60;
    private const string NoRegion = "ZZ";

    private static readonly PhoneNumberUtil library = PhoneNumberUtil.GetInstance();

    public static List<PhoneReading> Find(string text, string region)
    {
        var known = library.GetSupportedRegions().Contains(region) ? region : NoRegion;
        var written = International().Matches(text);
        List<PhoneReading> readings =
        [
            .. Library(text, known, PhoneNumberUtil.Leniency.VALID),
            .. Library(text, known, PhoneNumberUtil.Leniency.POSSIBLE),
            .. Library(text, NoRegion, PhoneNumberUtil.Leniency.VALID),
            .. Library(text, NoRegion, PhoneNumberUtil.Leniency.POSSIBLE),
        ];
        foreach (var run in written.Where(run => !readings.Exists(reading => reading.Start == run.Index)))
        {
            // The tail of a number with a plus is not a number of the region: +44 (0)7700 900123 names nobody in India.
            readings.RemoveAll(reading => reading.Start > run.Index && reading.Start < run.Index + run.Length);
            readings.Add(Own(run));
        }

        readings.RemoveAll(reading => written.Any(run => IsTail(reading, run, readings)));
        readings.AddRange(Bare().Matches(text)
            .Where(run => !readings.Exists(reading => Overlap(reading, run) && reading.Complete))
            .Select(Own));
        return readings;
    }

    private static IEnumerable<PhoneReading> Library(string text, string region, PhoneNumberUtil.Leniency leniency) =>
        library.FindNumbers(text, region, leniency, MostTries).Select(found => new PhoneReading(
            found.Start,
            found.Start + found.Length,
            library.Format(found.Number, PhoneNumberFormat.E164)[1..],
            leniency == PhoneNumberUtil.Leniency.VALID || found.RawString is ['+', ..] or ['0', '0', ..],
            found.Number.HasExtension));

    private static bool IsTail(PhoneReading reading, Match run, List<PhoneReading> all) =>
        reading.Start > run.Index && reading.Start < run.Index + run.Length
        && all.Exists(other => other.Start == run.Index && other.End > reading.Start);

    private static bool Overlap(PhoneReading reading, Match run) => reading.Start < run.Index + run.Length && run.Index < reading.End;

    private static PhoneReading Own(Match run)
    {
        var digits = string.Concat(run.Value.Replace("(0)", "", StringComparison.Ordinal).Where(char.IsAsciiDigit)).TrimStart('0');
        return new(run.Index, run.Index + run.Length, digits, Complete: run.Value[0] is '+' or '0', Extension: false);
    }

    [GeneratedRegex(@"\+[ (]{0,2}\d(?:[ ().-]{0,3}\d){6,16}", RegexOptions.CultureInvariant)]
    private static partial Regex International();

    [GeneratedRegex(@"(?<![\d+.-])(?:00)?[1-9]\d{6,14}(?![\d])", RegexOptions.CultureInvariant)]
    private static partial Regex Bare();
}
