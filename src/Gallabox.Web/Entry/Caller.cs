using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Entry;

/// <summary>An operator whom the doorkeeper let in.</summary>
/// <param name="Name">Who it is, where that is known; a program that shares the operator key has no name.</param>
/// <param name="FormToken">What the console's forms must carry; null for programs.</param>
public sealed record Caller(string? Name, string? FormToken = null)
{
    private const int LongestName = 80;

    /// <summary>Who a timeline names: the known name, else what the caller says of itself, else only that it was an operator.</summary>
    public string As(string? claimed)
    {
        var name = Name ?? Clean(claimed);
        return name is { Length: > 0 } ? "operator:" + name : "operator";
    }

    /// <exception cref="InvalidOperationException">The route lets anybody in.</exception>
    public static Caller Of(HttpRequest request) =>
        request.HttpContext.Features.Get<Caller>() ?? throw new InvalidOperationException("This route has no caller.");

    /// <summary>A name that fits a line: no control characters, no role of its own, at most 80 characters.</summary>
    public static string? Clean(string? name)
    {
        if (name is null)
            return null;
        var bare = name.StartsWith("operator:", StringComparison.Ordinal) ? name["operator:".Length..] : name;
        var clean = string.Concat(bare.Where(c => !char.IsControl(c) && c != '|')).Trim();
        return clean.Length > LongestName ? clean[..LongestName] : clean;
    }
}
