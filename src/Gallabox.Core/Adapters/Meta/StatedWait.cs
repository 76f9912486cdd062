using System.Globalization;
using System.Text.RegularExpressions;

namespace Gallabox.Core.Adapters.Meta;

/// <summary>
/// How long Meta's own words ask us to wait, as in "try again in 5 hours" (facts 3.6: as long as the details say). Words are not a
/// contract: only one plain span that is asked for counts, and one that can be.
/// </summary>
internal static partial class StatedWait
{
    private static readonly TimeSpan least = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan most = TimeSpan.FromHours(72);

    /// <returns>Null: nothing is said, or it cannot be read for sure.</returns>
    public static TimeSpan? Read(string text)
    {
        var spans = Span().Matches(text).Select(Of).Distinct().ToList();
        return spans is [var only] && only >= least && only <= most ? only : null;
    }

    private static TimeSpan Of(Match found) => TimeSpan.FromHours(Number(found.Groups["hours"])) + TimeSpan.FromMinutes(Number(found.Groups["minutes"]));

    private static int Number(Group digits) => digits.Success ? int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(
        @"\b(?:try again|retry|wait)\b[^.,;:|0-9]{0,30}\b(?:(?<hours>[0-9]{1,3}) ?(?:hours?|hrs?|h)\b(?:(?:,| and)? ?(?<minutes>[0-9]{1,2}) ?(?:minutes?|mins?|m)\b)?"
        + @"|(?<minutes>[0-9]{1,4}) ?(?:minutes?|mins?|m)\b)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Span();
}
