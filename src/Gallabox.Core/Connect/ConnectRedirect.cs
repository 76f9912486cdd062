using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Gallabox.Core.Connect;

/// <summary>
/// The query of 360dialog's redirect, read strictly: <c>client=ID&amp;channels=[ID,ID]&amp;revoked=[ID]&amp;state=...</c>. The lists are no JSON
/// (facts 6.2). Anybody can forge it, so it only says where to look.
/// </summary>
/// <param name="Channels">Without those that are revoked as well; may be empty.</param>
public sealed partial record ConnectRedirect(string Client, IReadOnlyList<string> Channels, IReadOnlyList<string> Revoked, string State)
{
    private const int MaxQuery = 8000;
    private const int MaxIds = 200;

    /// <param name="query">The raw query, with or without its question mark.</param>
    /// <param name="redirect">What it says.</param>
    /// <returns>False: it is not one that 360dialog sends.</returns>
    public static bool TryParse(string query, [NotNullWhen(true)] out ConnectRedirect? redirect)
    {
        redirect = null;
        if (query.Length > MaxQuery || Pairs(query) is not { } pairs)
            return false;
        if (Id(pairs.GetValueOrDefault("client")) is not { } client || Ids(pairs.GetValueOrDefault("channels")) is not { } channels)
            return false;
        var revoked = pairs.TryGetValue("revoked", out var list) ? Ids(list) : [];
        if (revoked is null || pairs.GetValueOrDefault("state") is not { Length: > 0 } state)
            return false;
        redirect = new ConnectRedirect(client, [.. channels.Except(revoked, StringComparer.Ordinal)], revoked, state);
        return true;
    }

    /// <summary>Names that we read twice make it nobody's redirect; others may come and go.</summary>
    private static Dictionary<string, string>? Pairs(string query)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = part.IndexOf('=', StringComparison.Ordinal) is var at and >= 0 ? (part[..at], part[(at + 1)..]) : (part, "");
            if (!pairs.TryAdd(Decode(name), Decode(value)) && Decode(name) is "client" or "channels" or "revoked" or "state")
                return null;
        }

        return pairs;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static List<string>? Ids(string? text)
    {
        if (text is not ['[', .. var inside, ']'])
            return null;
        if (string.IsNullOrWhiteSpace(inside))
            return [];
        var ids = inside.Split(',').Select(part => Id(part.Trim(' '))).ToList();
        return ids.Count > MaxIds || ids.Contains(null) ? null : [.. ids.Select(id => id!).Distinct(StringComparer.Ordinal)];
    }

    private static string? Id(string? text) => text is not null && Token().IsMatch(text) ? text : null;

    /// <summary>360dialog's short tokens, case-sensitive (facts 2).</summary>
    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}\z")]
    private static partial Regex Token();
}
