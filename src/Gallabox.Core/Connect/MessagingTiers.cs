using System.Globalization;
using Gallabox.Core.Numbers;

namespace Gallabox.Core.Connect;

/// <summary>Messaging limits as Meta and 360dialog spell them, as one type (facts 3.1, 11.18).</summary>
public static class MessagingTiers
{
    /// <summary>The limit, or null for a text that says none.</summary>
    /// <param name="text">TIER_250, TIER_2K, 10000, UNLIMITED, TIER_UNLIMITED, -1.</param>
    /// <param name="source">Where we have it from.</param>
    public static MessagingLimit? Read(string? text, string source)
    {
        var bare = text?.Trim().ToUpperInvariant().Replace("TIER_", "", StringComparison.Ordinal);
        if (string.IsNullOrEmpty(bare))
            return null;
        if (bare is "UNLIMITED" or "-1")
            return new MessagingLimit("TIER_UNLIMITED", null, source);
        var (digits, factor) = bare[^1] == 'K' ? (bare[..^1], 1000) : (bare, 1);
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and < 1_000_000
            ? new MessagingLimit("TIER_" + Short(count * factor), count * factor, source)
            : null;
    }

    private static string Short(int perDay) => perDay >= 1000 && perDay % 1000 == 0
        ? $"{(perDay / 1000).ToString(CultureInfo.InvariantCulture)}K"
        : perDay.ToString(CultureInfo.InvariantCulture);
}
