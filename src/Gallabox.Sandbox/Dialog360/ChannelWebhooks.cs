using System.Text.Json.Nodes;
using Gallabox.Sandbox.Delivery;
using Gallabox.Sandbox.Meta;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Dialog360;

/// <summary>Message webhooks of a number at 360dialog: Meta's JSON unchanged, with the number's own headers (facts 6.5).</summary>
internal static class ChannelWebhooks
{
    /// <summary>False when the number does not live at 360dialog, or has no webhook there.</summary>
    public static bool TrySend(WorldTransaction world, MetaNumber number, JsonObject value, TimeSpan delay)
    {
        var channel = world.All<Channel>().FirstOrDefault(channel => channel.Phone == number.Phone && channel.InHub);
        if (channel?.WebhookUrl is not { } url)
            return false;
        if (channel.MessagingOn)
        {
            var body = MetaWebhooks.Envelope(number.WabaId, "messages", value, at: null);
            Outbox.Add(world, Sender.Dialog360, url, body, delay, channel.WebhookHeaders);
        }

        return true;
    }
}
