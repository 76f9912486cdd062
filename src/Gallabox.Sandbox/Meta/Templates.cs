using System.Text.Json.Nodes;
using Gallabox.Sandbox.Calls;

namespace Gallabox.Sandbox.Meta;

/// <summary>The message templates of a WABA: the same three for every one.</summary>
internal static class Templates
{
    private static readonly (string Name, string Category, string Status, string Quality)[] all =
    [
        ("order_utility", "UTILITY", "APPROVED", "GREEN"),
        ("spring_offer", "MARKETING", "APPROVED", "YELLOW"),
        ("login_auth", "AUTHENTICATION", "PENDING", "UNKNOWN"),
    ];

    public static Answer List(MetaWaba waba) => Answer.Json(200, new JsonObject
    {
        ["data"] = new JsonArray([.. all.Select((template, index) => new JsonObject
        {
            ["id"] = $"{waba.Id[^9..]}{index}",
            ["name"] = template.Name,
            ["language"] = "en_US",
            ["category"] = template.Category,
            ["status"] = template.Status,
            ["quality_score"] = new JsonObject { ["score"] = template.Quality },
        })]),
    });
}
