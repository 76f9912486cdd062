using System.Text.Json;
using System.Text.Json.Nodes;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Delivery;

/// <summary>The webhooks that are still to be delivered, in the transaction of what caused them.</summary>
internal static class Outbox
{
    private static readonly TimeSpan lease = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan longestBackoff = TimeSpan.FromHours(1);

    /// <summary>Adds a webhook that goes out at once, or after the delay.</summary>
    public static OutgoingWebhook Add(WorldTransaction world, Sender sender, string url, JsonNode body, TimeSpan delay = default,
        IReadOnlyDictionary<string, string>? headers = null) =>
        Put(world, new OutgoingWebhook
        {
            Key = world.NextKey("webhook"),
            Sender = sender,
            Url = url,
            Body = JsonSerializer.SerializeToUtf8Bytes(body),
            Headers = headers ?? new Dictionary<string, string>(),
            Due = (world.Now + delay).ToUniversalTime(),
            GiveUpAt = world.Now + Lifetime(sender),
        });

    /// <summary>Adds a webhook that its maker sends himself at once; if he dies, it goes out when the lease is over.</summary>
    public static OutgoingWebhook AddLeased(WorldTransaction world, Sender sender, string url, byte[] body, string contentType) =>
        Put(world, new OutgoingWebhook
        {
            Key = world.NextKey("webhook"),
            Sender = sender,
            Url = url,
            Body = body,
            ContentType = contentType,
            Due = world.Now + lease,
            GiveUpAt = world.Now + Lifetime(sender),
        });

    /// <summary>Notes how an attempt ended: done, to be repeated with growing pauses, or given up.</summary>
    public static void Settle(WorldTransaction world, OutgoingWebhook webhook, int status)
    {
        var again = webhook with { Attempts = webhook.Attempts + 1, LastStatus = status, Due = world.Now + Backoff(webhook.Attempts) };
        world.Remove<OutgoingWebhook>(webhook.Key);
        if (status is >= 200 and < 300)
            return;
        if (again.Due <= webhook.GiveUpAt)
            Put(world, again);
        else
            world.Put(webhook.Key, new GivenUpWebhook(webhook.Url, webhook.Sender, again.Attempts, status, world.Now));
    }

    private static OutgoingWebhook Put(WorldTransaction world, OutgoingWebhook webhook) => world.Put(webhook.Key, webhook);

    private static TimeSpan Backoff(int attempts)
    {
        var pause = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(attempts, 20)));
        return pause < longestBackoff ? pause : longestBackoff;
    }

    // Meta and 360dialog: up to 7 days (facts 4.2, 6.5). SendGrid: mail 3 days, events about 24 h (facts 7.1, 7.3).
    private static TimeSpan Lifetime(Sender sender) => sender switch
    {
        Sender.SendGridInbound => TimeSpan.FromDays(3),
        Sender.SendGridEvents => TimeSpan.FromDays(1),
        _ => TimeSpan.FromDays(7),
    };
}

/// <summary>A webhook that the target never took.</summary>
internal sealed record GivenUpWebhook(string Url, Sender Sender, int Attempts, int LastStatus, DateTimeOffset At) : IBookkeeping;
