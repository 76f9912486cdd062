using System.Text.Json.Nodes;
using Gallabox.Sandbox.Calls;
using Gallabox.Sandbox.Faults;

namespace Gallabox.Sandbox.Dialog360;

/// <summary>Errors in the form of facts 6.1.</summary>
internal static class HubError
{
    public static Answer Of(int status, string message, int code = 0) => Answer.Json(status, new JsonObject
    {
        ["meta"] = new JsonObject
        {
            ["success"] = false,
            ["http_code"] = status,
            ["developer_message"] = message,
            ["details"] = new JsonArray(),
            ["error_data"] = new JsonObject { ["code"] = code, ["message"] = message, ["status"] = status },
        },
    });

    public static Answer TooMany() => Of(429, "Too many requests.") with
    {
        Headers = new Dictionary<string, string> { ["Retry-After"] = "30" },
    };

    public static Answer For(Fault fault) => fault.Kind switch
    {
        FaultKind.TooMany => TooMany(),
        FaultKind.Html => Answer.Html(502, "502 Bad Gateway"),
        FaultKind.Outage => Of(503, "Service unavailable."),
        FaultKind.Error => Of(fault.Status == 0 ? 400 : fault.Status, fault.Message ?? "An error.", fault.Code),
        _ => Of(500, "Internal server error."),
    };
}
