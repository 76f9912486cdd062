using System.Globalization;
using System.Text.Json.Nodes;
using Gallabox.Sandbox.Calls;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Meta;

/// <summary>The error envelope of facts 3, with the HTTP status that goes with the code.</summary>
internal static class GraphError
{
    public static Answer Of(WorldTransaction world, int code, string message, string? details = null, int? subcode = null,
        string? userTitle = null, string? userMessage = null, int? status = null)
    {
        var error = new JsonObject
        {
            ["message"] = $"(#{code}) {message}",
            ["type"] = code is 1 or 2 ? "OAuthException" : code == 100 ? "GraphMethodException" : "OAuthException",
            ["code"] = code,
        };
        if (details is not null)
            error["error_data"] = new JsonObject { ["messaging_product"] = "whatsapp", ["details"] = details };
        if (subcode is not null)
            error["error_subcode"] = subcode;
        error["is_transient"] = IsTransient(code);
        if (userTitle is not null)
            error["error_user_title"] = userTitle;
        if (userMessage is not null)
            error["error_user_msg"] = userMessage;
        error["fbtrace_id"] = "A" + world.Next("fbtrace").ToString("X10", CultureInfo.InvariantCulture);
        return Answer.Json(status ?? Status(code), new JsonObject { ["error"] = error });
    }

    public static Answer Missing(WorldTransaction world, string id) => Of(world, 100,
        $"Unsupported request. Object with ID '{id}' does not exist, cannot be loaded due to missing permissions, "
        + "or does not support this operation", subcode: 33);

    public static Answer Deleted(WorldTransaction world, string id, int code) => code == 33
        ? Of(world, 33, "The business phone number has been deleted.")
        : Missing(world, id);

    public static Answer Parameter(WorldTransaction world, string details) => Of(world, 100, "Invalid parameter", details);

    private static bool IsTransient(int code) => code is 1 or 2 or 4 or 80007 or 131000 or 131016 or 131057 or 133004 or 2494100;

    private static int Status(int code) => code switch
    {
        190 => 401,
        10 or (>= 200 and < 300) => 403,
        1 or 131000 => 500,
        2 or 131016 or 133004 or 131057 => 503,
        _ => 400,
    };
}
