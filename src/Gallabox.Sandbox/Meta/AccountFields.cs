using System.Text.Json.Nodes;
using Gallabox.Sandbox.Calls;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Meta;

/// <summary>Reads of WABA and portfolio nodes.</summary>
internal static class AccountFields
{
    public static Answer Read(ApiCall call, WorldTransaction world, MetaWaba waba)
    {
        var portfolio = world.Portfolio(waba);
        var node = new JsonObject();
        foreach (var field in FieldList.Parse(call.Text("fields"), "id,name,currency,timezone_id,message_template_namespace"))
        {
            if (field.Name is "analytics" or "pricing_analytics" && Analytics.Refusal(world, field) is { } refusal)
                return refusal;
            if (!TryField(world, waba, portfolio, field, out var value))
                return GraphRoutes.UnknownField(world, field.Name);
            if (value is not null)
                node[field.Name] = value;
        }

        node["id"] = waba.Id;
        return Answer.Json(200, node);
    }

    public static Answer Read(ApiCall call, WorldTransaction world, MetaPortfolio portfolio)
    {
        var node = new JsonObject();
        foreach (var field in FieldList.Parse(call.Text("fields"), "id,name"))
        {
            JsonNode? value = field.Name switch
            {
                "id" => portfolio.Id,
                "name" => portfolio.Name,
                "verification_status" => portfolio.Verified ? "verified" : "not_verified",
                "whatsapp_business_manager_messaging_limit" => portfolio.LimitTier,
                _ => null,
            };
            if (value is null)
                return GraphRoutes.UnknownField(world, field.Name);
            node[field.Name] = value;
        }

        node["id"] = portfolio.Id;
        return Answer.Json(200, node);
    }

    private static bool TryField(WorldTransaction world, MetaWaba waba, MetaPortfolio portfolio, FieldList field, out JsonNode? value)
    {
        (var known, value) = field.Name switch
        {
            "id" => (true, (JsonNode?)waba.Id),
            "name" => (true, waba.Name),
            "currency" => (true, "USD"),
            "timezone_id" => (true, "1"),
            "message_template_namespace" => (true, "ns_" + waba.Id),
            "account_review_status" => (true, waba.ReviewStatus),
            "business_verification_status" => (true, portfolio.Verified ? "verified" : "not_verified"),
            "ownership_type" => (true, "CLIENT_OWNED"),
            "primary_funding_id" => (true, waba.HasPayment ? "1" + waba.Id : null),
            "owner_business_info" => (true, new JsonObject { ["id"] = portfolio.Id, ["name"] = portfolio.Name }),
            "whatsapp_business_manager_messaging_limit" => (true, portfolio.LimitTier),
            "health_status" => (true, Health.Of(waba, portfolio)),
            "analytics" => (true, Analytics.Messages(world, waba, field)),
            "pricing_analytics" => (true, Analytics.Pricing(world, waba, field)),
            _ => (false, null),
        };
        return known;
    }
}
