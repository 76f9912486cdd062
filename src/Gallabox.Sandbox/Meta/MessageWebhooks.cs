using System.Globalization;
using System.Text.Json.Nodes;
using Gallabox.Sandbox.Dialog360;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Meta;

/// <summary><c>messages</c> changes: through 360dialog for a number that lives there, else from Meta itself.</summary>
internal static class MessageWebhooks
{
    public static void Send(WorldTransaction world, MetaNumber number, JsonObject value, TimeSpan delay = default)
    {
        if (!ChannelWebhooks.TrySend(world, number, value, delay))
            MetaWebhooks.Messages(world, number, value, delay);
    }

    public static JsonObject Status(WorldTransaction world, MetaNumber number, string id, string to, string status, MessagePrice price) =>
        Value(number, "statuses", new JsonObject
        {
            ["id"] = id,
            ["status"] = status,
            ["timestamp"] = Unix(world.Now),
            ["recipient_id"] = to,
            ["pricing"] = new JsonObject
            {
                ["billable"] = price.Type == "regular",
                ["pricing_model"] = "PMP",
                ["type"] = price.Type,
                ["category"] = price.Category,
            },
        });

    public static JsonObject Failed(WorldTransaction world, MetaNumber number, string id, string to, int code, string title) =>
        Value(number, "statuses", new JsonObject
        {
            ["id"] = id,
            ["status"] = "failed",
            ["timestamp"] = Unix(world.Now),
            ["recipient_id"] = to,
            ["errors"] = new JsonArray(new JsonObject
            {
                ["code"] = code,
                ["title"] = title,
                ["message"] = title,
                ["error_data"] = new JsonObject { ["details"] = title },
            }),
        });

    /// <summary>A text that a user writes to the number.</summary>
    public static JsonObject Incoming(WorldTransaction world, MetaNumber number, string from, string text)
    {
        var value = Value(number, "messages", new JsonObject
        {
            ["from"] = from,
            ["id"] = MetaMessages.NewId(world, from),
            ["timestamp"] = Unix(world.Now),
            ["type"] = "text",
            ["text"] = new JsonObject { ["body"] = text },
        });
        value["contacts"] = new JsonArray(new JsonObject { ["profile"] = new JsonObject { ["name"] = "A user" }, ["wa_id"] = from });
        return value;
    }

    private static JsonObject Value(MetaNumber number, string kind, JsonObject one) => new()
    {
        ["messaging_product"] = "whatsapp",
        ["metadata"] = new JsonObject { ["display_phone_number"] = number.Phone, ["phone_number_id"] = number.Id },
        [kind] = new JsonArray(one),
    };

    private static string Unix(DateTimeOffset moment) => moment.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
