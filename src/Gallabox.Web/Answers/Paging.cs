using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Answers;

/// <summary>A page of a list, as <c>?after=&amp;take=</c> asks for it.</summary>
/// <param name="After">The <c>next</c> of the page before; null for the first.</param>
/// <param name="Take">1 to <see cref="MaxTake"/>; 50 unless told.</param>
public sealed record Paging(string? After, int Take)
{
    public const int MaxTake = 200;

    /// <summary>The page, or the refusal.</summary>
    public static (Paging Page, Answer? Refusal) Read(HttpRequest request)
    {
        var after = request.Query["after"].ToString();
        var text = request.Query["take"].ToString();
        var take = 50;
        if (text.Length > 0 && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out take) || take is < 1 or > MaxTake))
            return (new Paging(null, 0), Problem.BadInput($"'take' is a whole number from 1 to {MaxTake}."));
        return after.Length > 100
            ? (new Paging(null, 0), Problem.BadInput("'after' is the 'next' of the page before."))
            : (new Paging(after.Length > 0 ? after : null, take), null);
    }
}

/// <param name="Next">For <c>?after=</c>; absent on the last page.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
