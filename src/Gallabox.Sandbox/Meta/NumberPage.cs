using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Gallabox.Sandbox.Calls;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Meta;

/// <summary>Cursor paging of the numbers edge: <c>limit</c> 1 to 100, <c>after</c>, <c>before</c> (facts 3, 3.2).</summary>
internal static class NumberPage
{
    public static Answer Of(ApiCall call, WorldTransaction world, List<MetaNumber> numbers, Func<MetaNumber, JsonNode> render)
    {
        if (call.Text("filtering") is { } filter && filter.Contains("account_mode", StringComparison.Ordinal))
            numbers = [.. numbers.Where(number => number.TestNumber == filter.Contains("SANDBOX", StringComparison.Ordinal))];
        var limit = call.Number("limit", fallback: 25, least: 1, most: 100);
        var start = 0;
        if (call.Text("after") is { Length: > 0 } after && !TryIndex(numbers, after, out start))
            return GraphError.Of(world, 100, "Invalid cursor");
        if (call.Text("before") is { Length: > 0 } before)
        {
            if (!TryIndex(numbers, before, out var end))
                return GraphError.Of(world, 100, "Invalid cursor");
            start = Math.Max(0, end - 1 - limit);
        }

        var page = numbers.Skip(start).Take(limit).ToList();
        var answer = new JsonObject { ["data"] = new JsonArray([.. page.Select(render)]) };
        if (page.Count > 0)
            answer["paging"] = Paging(call, page, more: start + page.Count < numbers.Count);
        return Answer.Json(200, answer);
    }

    private static JsonObject Paging(ApiCall call, List<MetaNumber> page, bool more)
    {
        var paging = new JsonObject { ["cursors"] = new JsonObject { ["before"] = Cursor(page[0]), ["after"] = Cursor(page[^1]) } };
        if (more)
            paging["next"] = string.Create(CultureInfo.InvariantCulture, $"https://graph.facebook.com{call.Path}?after={Cursor(page[^1])}");
        return paging;
    }

    /// <summary>The index after the element that the cursor names.</summary>
    private static bool TryIndex(List<MetaNumber> numbers, string cursor, out int next)
    {
        next = numbers.FindIndex(number => Cursor(number) == cursor) + 1;
        return next > 0;
    }

    private static string Cursor(MetaNumber number) => Convert.ToBase64String(Encoding.ASCII.GetBytes("QVFI" + number.Id));
}
