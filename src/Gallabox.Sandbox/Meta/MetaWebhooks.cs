using System.Text.Json.Nodes;
using Gallabox.Sandbox.Delivery;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Meta;

/// <summary>What Meta tells a subscribed app (facts 4). An app that is not subscribed, or may not see the WABA, hears nothing.</summary>
internal static class MetaWebhooks
{
    /// <summary>Our app's callback at the target.</summary>
    public const string AppPath = "/webhooks/meta";

    private const string OurBusiness = "560000000000099";

    /// <summary>An account field such as <c>account_update</c> or <c>security</c>.</summary>
    public static void Account(WorldTransaction world, MetaWaba waba, string field, JsonObject value)
    {
        if (waba.Shared && waba.Apps.Count > 0)
            Outbox.Add(world, Sender.Meta, AppPath, Envelope(waba.Id, field, value, world.Now));
    }

    /// <summary>
    /// A customer has shared an account with us: told to the app of the partner, whatever the account is subscribed to. The entry names our
    /// business, not the account (facts 4.6).
    /// </summary>
    public static void PartnerAdded(WorldTransaction world, MetaWaba waba, string? solutionId = null)
    {
        var info = new JsonObject { ["waba_id"] = waba.Id, ["owner_business_id"] = waba.PortfolioId };
        if (solutionId is not null)
            info["solution_id"] = solutionId;
        var value = new JsonObject { ["event"] = "PARTNER_ADDED", ["waba_info"] = info };
        Outbox.Add(world, Sender.Meta, AppPath, Envelope(OurBusiness, "account_update", value, world.Now));
    }

    /// <summary>A <c>messages</c> change; overrides apply to these alone (facts 3.10).</summary>
    public static void Messages(WorldTransaction world, MetaNumber number, JsonObject value, TimeSpan delay)
    {
        var waba = world.Waba(number);
        var url = number.OverrideUrl ?? waba.OverrideUrl ?? AppPath;
        if (waba.Shared && waba.Apps.Count > 0)
            Outbox.Add(world, Sender.Meta, url, Envelope(waba.Id, "messages", value, at: null), delay);
    }

    /// <summary>The envelope of facts 4.3; <c>messages</c> entries carry no time.</summary>
    public static JsonObject Envelope(string wabaId, string field, JsonObject value, DateTimeOffset? at)
    {
        var entry = new JsonObject { ["id"] = wabaId };
        if (at is { } moment)
            entry["time"] = moment.ToUnixTimeSeconds();
        entry["changes"] = new JsonArray(new JsonObject { ["field"] = field, ["value"] = value });
        return new JsonObject { ["object"] = "whatsapp_business_account", ["entry"] = new JsonArray(entry) };
    }
}
