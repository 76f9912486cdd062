using System.Text.Json.Nodes;
using Gallabox.Sandbox.Calls;
using Gallabox.Sandbox.Meta;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Dialog360;

/// <summary>Balances, sharing of numbers that came by our own Embedded Signup, and the way to Meta's id (facts 6.3).</summary>
internal static class Accounts
{
    public static Answer ClientBalance(ApiCall call, WorldTransaction world) =>
        world.Find<Client>(call.Route["client"]) is { } client
            ? Answer.Json(200, new JsonObject
            {
                ["balance"] = client.Balance,
                ["currency"] = "USD",
                ["last_renewal"] = null,
                ["usage"] = new JsonArray(),
            })
            : HubError.Of(404, "The client does not exist.");

    public static Answer PartnerBalance() =>
        Answer.Json(200, new JsonArray(new JsonObject { ["currency"] = "USD", ["total"] = 250.00m }));

    public static Answer CommerceSettings(ApiCall call, WorldTransaction world, Channel channel) => Answer.Json(200, new JsonObject
    {
        ["data"] = new JsonArray([.. world.Nodes(channel.Phone).Where(number => number.WabaId == channel.WabaId).Select(static number =>
            new JsonObject { ["id"] = number.Id, ["is_cart_enabled"] = false, ["is_catalog_visible"] = false })]),
    });

    public static Answer ShareClient(ApiCall call, WorldTransaction world)
    {
        if (call.Text("email") is not { Length: > 0 } email)
            return HubError.Of(400, "email is required.");
        var client = SignUp.ClientFor(world, email, call.Text("name"));
        return Answer.Json(200, new JsonObject { ["id"] = client.Id, ["client_id"] = client.Id });
    }

    public static Answer ShareNumber(ApiCall call, WorldTransaction world)
    {
        if (world.Find<Client>(call.Text("client_id") ?? "") is not { } client)
            return HubError.Of(404, "The client does not exist.");
        if (world.VisibleNumber(call.Text("channel_external_id") ?? "") is not { } number || number.WabaId != call.Text("waba_external_id"))
            return HubError.Of(400, "waba_external_id and channel_external_id do not name a shared number.");
        if (world.All<Channel>().Any(channel => channel.Phone == number.Phone && channel.InHub))
            return HubError.Of(409, "The number has a channel already.");
        var channel = SignUp.Open(world, client, number.Phone, number.WabaId);
        return Answer.Json(200, new JsonObject { ["id"] = channel.Id, ["client_id"] = client.Id });
    }
}
