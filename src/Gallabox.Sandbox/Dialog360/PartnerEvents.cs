using System.Globalization;
using System.Text.Json.Nodes;
using Gallabox.Sandbox.Delivery;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Dialog360;

/// <summary>Events that 360dialog sends to the partner's one address (facts 6.4); on demand doubled, out of order or lost.</summary>
internal static class PartnerEvents
{
    private static readonly TimeSpan late = TimeSpan.FromSeconds(5);

    public static void Send(WorldTransaction world, string name, Channel channel) => Send(world, name, ChannelJson.Of(world, channel));

    public static void ClientCreated(WorldTransaction world, Client client) =>
        Send(world, "client_created", new JsonObject { ["client"] = ChannelJson.Of(client) });

    private static void Send(WorldTransaction world, string name, JsonObject data)
    {
        var partner = world.Find<Partner>("partner")!;
        var mode = partner.EventModeLeft > 0 ? partner.EventMode : null;
        if (mode is not null)
            world.Put("partner", partner with { EventModeLeft = partner.EventModeLeft - 1 });
        if (partner.WebhookUrl is not { } url || mode == "lose")
            return;
        var body = new JsonObject
        {
            ["id"] = "evt-" + world.Next("partner-event").ToString(CultureInfo.InvariantCulture),
            ["event"] = name,
            ["data"] = data,
        };
        // Out of order: the first of the events that follow is the last to arrive.
        Outbox.Add(world, Sender.Dialog360, url, body, mode == "reorder" ? late * partner.EventModeLeft : default);
        if (mode == "double")
            Outbox.Add(world, Sender.Dialog360, url, body);
    }
}
