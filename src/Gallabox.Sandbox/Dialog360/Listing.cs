using System.Text;
using System.Text.Json.Nodes;
using Gallabox.Sandbox.Calls;

namespace Gallabox.Sandbox.Dialog360;

/// <summary>Lists of the Partner API: <c>filters</c> as JSON of dotted paths, <c>sort</c>, <c>limit</c> and <c>offset</c>.</summary>
internal static class Listing
{
    public static Answer Of(ApiCall call, string name, IEnumerable<JsonObject> all)
    {
        var filters = new JsonObject();
        if (call.Text("filters") is { Length: > 0 } text)
        {
            if (World.SandboxJson.TryObject(Encoding.UTF8.GetBytes(text)) is not { } asked)
                return HubError.Of(400, "filters is no JSON object.");
            filters = asked;
        }

        var matching = Sort(call, all.Where(one => filters.All(filter => Matches(one, filter.Key, filter.Value)))).ToList();
        var limit = call.Number("limit", fallback: 20, least: 1, most: 1000);
        var offset = call.Number("offset", fallback: 0, least: 0, most: int.MaxValue);
        var page = matching.Skip(offset).Take(limit).ToArray<JsonNode>();
        return Answer.Json(200, new JsonObject
        {
            [name] = new JsonArray(page),
            ["total"] = matching.Count,
            ["count"] = page.Length,
            ["limit"] = limit,
            ["offset"] = offset,
        });
    }

    private static IEnumerable<JsonObject> Sort(ApiCall call, IEnumerable<JsonObject> all)
    {
        var sort = call.Text("sort") is { Length: > 0 } asked ? asked : "created_at";
        string? Value(JsonObject one) => Follow(one, sort.TrimStart('-'))?.ToString();
        return sort.StartsWith('-') ? all.OrderByDescending(Value, StringComparer.Ordinal) : all.OrderBy(Value, StringComparer.Ordinal);
    }

    private static bool Matches(JsonObject one, string path, JsonNode? wanted)
    {
        var value = Follow(one, path)?.ToString();
        return path.EndsWith("phone_number", StringComparison.Ordinal)
            ? value == Control.Digits(wanted?.ToString())
            : value == wanted?.ToString();
    }

    private static JsonNode? Follow(JsonNode? node, string path) =>
        path.Split('.').Aggregate(node, static (node, part) => (node as JsonObject)?[part]);
}
