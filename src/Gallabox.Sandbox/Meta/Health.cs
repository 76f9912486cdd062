using System.Text.Json.Nodes;

namespace Gallabox.Sandbox.Meta;

/// <summary><c>health_status</c>: the worst of number, WABA, business and app decides (facts 3.12).</summary>
internal static class Health
{
    public static JsonNode Of(MetaNumber number, MetaWaba waba, MetaPortfolio portfolio)
    {
        JsonObject[] entities = [Number(number), .. Account(waba, portfolio)];
        return Whole(entities);
    }

    public static JsonNode Of(MetaWaba waba, MetaPortfolio portfolio) => Whole([.. Account(waba, portfolio)]);

    private static JsonObject Number(MetaNumber number) => number.Conditions.Locked || number.Status == "BANNED"
        ? Blocked("PHONE_NUMBER", number.Id, 131031, "The account has been locked.")
        : number.Registered
            ? Entity("PHONE_NUMBER", number.Id, "AVAILABLE")
            : Blocked("PHONE_NUMBER", number.Id, 141000, "The phone number is not registered.");

    private static IEnumerable<JsonObject> Account(MetaWaba waba, MetaPortfolio portfolio)
    {
        yield return waba.HasPayment
            ? Entity("WABA", waba.Id, "AVAILABLE")
            : Blocked("WABA", waba.Id, 141006, "There is an error with the payment method.");
        var business = Entity("BUSINESS", portfolio.Id, portfolio.Verified ? "AVAILABLE" : "LIMITED");
        if (!portfolio.Verified)
            business["additional_info"] = new JsonArray("The business is not verified.");
        yield return business;
        yield return Entity("APP", "0", "AVAILABLE");
    }

    private static JsonObject Entity(string type, string id, string state) =>
        new() { ["entity_type"] = type, ["id"] = id, ["can_send_message"] = state };

    private static JsonObject Blocked(string type, string id, int code, string description)
    {
        var entity = Entity(type, id, "BLOCKED");
        entity["errors"] = new JsonArray(new JsonObject
        {
            ["error_code"] = code,
            ["error_description"] = description,
            ["possible_solution"] = "See WhatsApp Manager.",
        });
        return entity;
    }

    private static JsonObject Whole(JsonObject[] entities)
    {
        var states = entities.Select(static entity => entity["can_send_message"]!.GetValue<string>()).ToList();
        var worst = states.Contains("BLOCKED") ? "BLOCKED" : states.Contains("LIMITED") ? "LIMITED" : "AVAILABLE";
        return new JsonObject { ["can_send_message"] = worst, ["entities"] = new JsonArray([.. entities]) };
    }
}
