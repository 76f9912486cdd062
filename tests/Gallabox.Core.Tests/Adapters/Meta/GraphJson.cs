using System.Text.Json.Nodes;

namespace Gallabox.Core.Tests.Adapters.Meta;

/// <summary>Meta's answers, built from what a test cares about.</summary>
internal static class GraphJson
{
    public const string Url = "https://graph.facebook.com/v25.0";

    public const string CoreFields = "id,display_phone_number,verified_name,quality_rating,status,code_verification_status,name_status";

    public const string AllFields = CoreFields
        + ",new_name_status,account_mode,platform_type,throughput,whatsapp_business_manager_messaging_limit,is_pin_enabled,is_on_biz_app";

    public static JsonObject Number(string id = "88120", string display = "+91 98765 43210", string status = "CONNECTED") => new()
    {
        ["id"] = id,
        ["display_phone_number"] = display,
        ["verified_name"] = "Kettle & Cup",
        ["status"] = status,
        ["quality_rating"] = "GREEN",
        ["code_verification_status"] = "VERIFIED",
        ["name_status"] = "APPROVED",
    };

    public static JsonObject With(this JsonObject node, string name, JsonNode? value)
    {
        node[name] = value;
        return node;
    }

    public static JsonObject List(params JsonObject[] nodes) => new() { ["data"] = new JsonArray([.. nodes]) };

    /// <summary>A page with more behind it.</summary>
    public static JsonObject Page(string after, params JsonObject[] nodes) => List(nodes).With("paging", new JsonObject
    {
        ["cursors"] = new JsonObject { ["before"] = "b", ["after"] = after },
        ["next"] = "https://elsewhere.example/v25.0?access_token=leak",
    });

    public static JsonObject Error(int code, string message, int? subcode = null, string? details = null, bool transient = false) => new()
    {
        ["error"] = new JsonObject
        {
            ["message"] = $"(#{code}) {message}",
            ["type"] = "OAuthException",
            ["code"] = code,
            ["error_subcode"] = subcode,
            ["error_data"] = new JsonObject { ["messaging_product"] = "whatsapp", ["details"] = details },
            ["is_transient"] = transient,
            ["error_user_title"] = "A title that may change: two-step, webhook, credit line",
            ["fbtrace_id"] = "AbC123",
        },
    };

    public static JsonObject Success() => new() { ["success"] = true };
}
