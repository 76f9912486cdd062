using System.Globalization;
using System.Text.Json.Nodes;
using Gallabox.Sandbox.Meta;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Dialog360;

/// <summary>Channel, client and partner as the Partner API shows them (facts 6.3).</summary>
internal static class ChannelJson
{
    public static JsonObject Of(WorldTransaction world, Channel channel)
    {
        var portfolio = world.Find<MetaWaba>(channel.WabaId) is { } waba ? world.Portfolio(waba) : null;
        return new JsonObject
        {
            ["id"] = channel.Id,
            ["client_id"] = channel.ClientId,
            ["status"] = channel.Status,
            ["account_mode"] = "live",
            ["hub_status"] = channel.HubStatus,
            ["availability_status"] = channel.MessagingOn ? "available" : "unavailable",
            ["is_on_biz_app"] = false,
            ["created_at"] = Text(channel.CreatedAt),
            ["billing_started_at"] = channel.Status == "ready" ? Text(channel.CreatedAt) : null,
            ["cancelled_at"] = Text(channel.CancelledAt),
            ["terminated_at"] = Text(channel.TerminatedAt),
            ["current_limit"] = portfolio?.LimitTier ?? "TIER_250",
            ["current_quality_rating"] = "High",
            ["is_oba"] = false,
            ["setup_info"] = Setup(world, channel),
            ["waba_account"] = Account(channel, portfolio),
            ["integration"] = new JsonObject
            {
                ["enabled"] = channel.PermissionGranted,
                ["app_id"] = "app-" + channel.Id,
                ["state"] = channel.Status == "ready" ? "running" : "pending",
            },
            ["client"] = world.Find<Client>(channel.ClientId) is { } client ? Of(client) : null,
        };
    }

    public static JsonObject Of(Client client) => new()
    {
        ["id"] = client.Id,
        ["name"] = client.Name,
        ["partner_payload"] = null,
        ["created_at"] = Text(client.CreatedAt),
        ["contact_info"] = new JsonObject { ["email"] = client.Email, ["full_name"] = client.Name },
    };

    public static JsonObject Of(Partner partner, string id) => new()
    {
        ["id"] = id,
        ["webhook_url"] = partner.WebhookUrl,
        ["partner_redirect_url"] = partner.RedirectUrl,
    };

    private static JsonObject Setup(WorldTransaction world, Channel channel) => new()
    {
        ["phone_number"] = channel.Phone,
        ["phone_name"] = world.Nodes(channel.Phone) is [var number, ..] ? number.VerifiedName : null,
        ["verification_method"] = "sms",
        ["new_name_status"] = null,
        ["error"] = null,
    };

    private static JsonObject Account(Channel channel, MetaPortfolio? portfolio) => new()
    {
        ["id"] = $"Z{channel.WabaId[^4..]}WA",
        ["external_id"] = channel.WabaId,
        ["fb_account_status"] = portfolio?.Verified == false ? "not_verified" : "verified",
        ["on_behalf_of_business_info"] = new JsonObject
        {
            ["id"] = portfolio?.Id,
            ["name"] = portfolio?.Name,
            ["status"] = "approved",
            ["type"] = "self",
        },
    };

    private static string? Text(DateTimeOffset? moment) =>
        moment?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
