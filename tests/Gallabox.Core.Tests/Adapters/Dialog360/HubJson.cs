using System.Text.Json.Nodes;

namespace Gallabox.Core.Tests.Adapters.Dialog360;

/// <summary>360dialog's answers, built from what a test cares about.</summary>
internal static class HubJson
{
    public const string Partner = "https://hub.360dialog.io/api/v2/partners/bX3PA";

    public static JsonObject Channel(string id = "kR7pQ2CH", string phone = "919876543210", string status = "ready") => new()
    {
        ["id"] = id,
        ["client_id"] = "t4Vn9wCL",
        ["status"] = status,
        ["account_mode"] = "live",
        ["is_on_biz_app"] = false,
        ["created_at"] = "2026-01-05T10:11:12Z",
        ["cancelled_at"] = null,
        ["terminated_at"] = null,
        ["current_limit"] = "TIER_250",
        ["current_quality_rating"] = "High",
        ["setup_info"] = new JsonObject { ["phone_number"] = phone, ["phone_name"] = "Kettle & Cup", ["error"] = null },
        ["waba_account"] = new JsonObject { ["id"] = "Zx81WA", ["external_id"] = "730015500220011", ["fb_account_status"] = "verified" },
        ["integration"] = new JsonObject { ["enabled"] = true, ["state"] = "running" },
    };

    public static JsonObject Channels(params JsonObject[] channels) => new()
    {
        ["partner_channels"] = new JsonArray([.. channels]),
        ["total"] = channels.Length,
        ["count"] = channels.Length,
    };

    public static string Error(int status, string message) => new JsonObject
    {
        ["meta"] = new JsonObject { ["success"] = false, ["http_code"] = status, ["developer_message"] = message },
    }.ToJsonString();
}
