using System.Globalization;
using Gallabox.Core.Numbers;

namespace Gallabox.Core.Metering;

/// <summary>
/// Meta's messaging limit in all its spellings: <c>2000</c>, <c>"2000"</c>, <c>TIER_2K</c>, <c>UNLIMITED</c>,
/// <c>TIER_UNLIMITED</c>, <c>-1</c> (facts 3.1, 4.7, 11 row 18).
/// </summary>
public static class LimitText
{
    private const string Unlimited = "TIER_UNLIMITED";

    /// <returns>Null where the text names no limit, such as <c>TIER_NOT_SET</c>.</returns>
    public static MessagingLimit? Read(string? text, string source)
    {
        var plain = text?.Trim().ToUpperInvariant() ?? "";
        if (plain.StartsWith("TIER_", StringComparison.Ordinal))
            plain = plain["TIER_".Length..];
        if (plain is "UNLIMITED" or "-1")
            return new MessagingLimit(Unlimited, null, source);
        var (digits, factor) = plain is [.. var thousands, 'K'] ? (thousands, 1000) : (plain, 1);
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and < int.MaxValue / 1000
            ? new MessagingLimit(Tier(count * factor), count * factor, source)
            : null;
    }

    private static string Tier(int perDay) => perDay % 1000 == 0
        ? string.Create(CultureInfo.InvariantCulture, $"TIER_{perDay / 1000}K")
        : string.Create(CultureInfo.InvariantCulture, $"TIER_{perDay}");
}
