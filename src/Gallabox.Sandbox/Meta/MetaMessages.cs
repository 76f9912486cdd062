using System.Text;
using System.Text.Json.Nodes;
using Gallabox.Sandbox.Calls;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Meta;

/// <summary>Sends a message (Cloud API body, the same at 360dialog) and lets its statuses follow (facts 3.15, 4.5).</summary>
internal static class MetaMessages
{
    private static readonly TimeSpan serviceWindow = TimeSpan.FromHours(24);
    private static readonly TimeSpan deliveryTakes = TimeSpan.FromMilliseconds(200);

    public static Answer Send(ApiCall call, WorldTransaction world, MetaNumber number)
    {
        if (call.Text("messaging_product") != "whatsapp")
            return GraphError.Parameter(world, "The parameter messaging_product is required and must be whatsapp.");
        if (!number.Registered)
            return GraphError.Of(world, 133010, "Account not registered");
        if (number.Conditions.Locked)
            return GraphError.Of(world, 131031, "Account has been locked");
        var to = call.Text("to") is { Length: > 0 } phone ? Control.Digits(phone) : call.Text("recipient");
        if (string.IsNullOrEmpty(to))
            return GraphError.Parameter(world, "The parameter to or recipient is required.");
        var id = NewId(world, number.Phone);
        Follow(world, number, id, to, call.Text("type") ?? "text", (call.Fields?["template"] as JsonObject)?["name"]?.ToString());
        return Accepted(call, to, id);
    }

    /// <summary>Notes that a user wrote: for 24 hours anything may be sent, at no cost.</summary>
    public static void OpenWindow(WorldTransaction world, string phone, string user) =>
        world.Put($"{phone}:{user}", new ServiceWindow(world.Now));

    public static string NewId(WorldTransaction world, string phone) =>
        "wamid." + Convert.ToBase64String(Encoding.ASCII.GetBytes($"HBg{phone}FQIAERgS{world.Next("message"):X8}"));

    private static void Follow(WorldTransaction world, MetaNumber number, string id, string to, string type, string? template)
    {
        var inWindow = world.Find<ServiceWindow>($"{number.Phone}:{to}")?.Since > world.Now - serviceWindow;
        if (type != "template" && !inWindow)
        {
            MessageWebhooks.Send(world, number, MessageWebhooks.Failed(world, number, id, to, 131047, "Re-engagement message"));
            return;
        }

        var price = Price(type, template, inWindow);
        var priced = $"{price.Category.ToUpperInvariant()}|{price.Type.ToUpperInvariant()}|{Country(to)}";
        Traffic.Record(world, number.Phone, world.Now, sent: 1, delivered: 1, priced);
        if (price.Type == "regular")
            world.Put(number with { LastPaidAt = world.Now });
        MessageWebhooks.Send(world, number, MessageWebhooks.Status(world, number, id, to, "sent", price));
        MessageWebhooks.Send(world, number, MessageWebhooks.Status(world, number, id, to, "delivered", price), deliveryTakes);
    }

    /// <summary>Templates cost, except utility ones in an open window; all else is free (facts 3.11).</summary>
    private static MessagePrice Price(string type, string? template, bool inWindow)
    {
        if (type != "template")
            return new MessagePrice("service", "free_customer_service");
        var category = template?.Contains("utility", StringComparison.OrdinalIgnoreCase) == true ? "utility"
            : template?.Contains("auth", StringComparison.OrdinalIgnoreCase) == true ? "authentication" : "marketing";
        return new MessagePrice(category, category == "utility" && inWindow ? "free_customer_service" : "regular");
    }

    private static string Country(string to) => to.StartsWith("91", StringComparison.Ordinal) ? "IN" : to.StartsWith('1') ? "US" : "ZZ";

    private static Answer Accepted(ApiCall call, string to, string id) => Answer.Json(200, new JsonObject
    {
        ["messaging_product"] = "whatsapp",
        ["contacts"] = new JsonArray(new JsonObject { ["input"] = call.Text("to") ?? to, ["wa_id"] = to }),
        ["messages"] = new JsonArray(new JsonObject { ["id"] = id }),
    });
}

/// <summary>When a user last wrote to a number.</summary>
internal sealed record ServiceWindow(DateTimeOffset Since);

internal sealed record MessagePrice(string Category, string Type);
