using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Answers;

/// <summary>Values of requests that more than one endpoint reads.</summary>
public static partial class Inputs
{
    public const string PhoneHint = "A phone number in E.164 is wanted, such as +919876543210 (%2B919876543210 in a URL; the plus may be left out).";

    /// <summary>A number in a path or query; a plus that arrived as a blank is read as a plus.</summary>
    public static bool TryPhone(string? text, out PhoneNumber phone) => PhoneNumber.TryParse(text?.TrimStart(' '), out phone);

    public static string Path(this HttpRequest request, string parameter) => request.RouteValues[parameter]?.ToString() ?? "";

    /// <summary>RFC 3339 with its offset: a time without one means something else on every machine.</summary>
    public static bool TryTime(string text, out DateTimeOffset time)
    {
        time = default;
        return Rfc3339().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out time);
    }

    /// <summary>Three capital letters, as in ISO 4217.</summary>
    public static bool IsCurrency(string text) => text.Length == 3 && text.All(char.IsAsciiLetterUpper);

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?([Zz]|[+-]\d\d:\d\d)$", RegexOptions.CultureInvariant)]
    private static partial Regex Rfc3339();
}
