using System.Globalization;
using System.Text.Json.Nodes;
using Gallabox.Sandbox.Delivery;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.SendGrid;

/// <summary>Events of a mail: an array of one, signed, to the event webhook (facts 7.3).</summary>
internal static class MailEvents
{
    private const string Path = "/mail/events";

    public static void Send(WorldTransaction world, SentMail mail, string name, string? reason = null)
    {
        var entry = new JsonObject
        {
            ["email"] = mail.To,
            ["timestamp"] = world.Now.ToUnixTimeSeconds(),
            ["smtp-id"] = mail.Headers.GetValueOrDefault("Message-ID", $"<{mail.SendGridId}@sandbox>"),
            ["event"] = name,
            ["sg_event_id"] = "evt" + world.Next("mail-event").ToString("D9", CultureInfo.InvariantCulture),
            ["sg_message_id"] = mail.SendGridId + ".recvd-0",
        };
        if (reason is not null)
            entry["reason"] = reason;
        if (name == "bounce")
        {
            entry["type"] = "bounce";
            entry["status"] = "5.1.1";
        }
        else if (name == "delivered")
        {
            entry["response"] = "250 OK";
        }

        foreach (var (argument, value) in mail.Arguments)
            entry[argument] = value;
        Outbox.Add(world, Sender.SendGridEvents, Path, new JsonArray(entry));
    }
}
