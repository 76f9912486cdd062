using System.Globalization;
using System.Text.Json.Nodes;
using Gallabox.Sandbox.Calls;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Dialog360;

/// <summary>API keys of a number. Making one kills all earlier ones, and shows it this once (facts 1.5, 6.3).</summary>
internal sealed class ChannelKeys(SandboxEnvironment environment)
{
    public Answer Rotate(WorldTransaction world, Channel channel)
    {
        if (!channel.PermissionGranted)
            return HubError.Of(403, "The client has not granted permission for this channel.");
        if (channel.Status != "ready" || !channel.MessagingOn)
            return HubError.Of(409, "The channel is not ready.");
        var next = world.Put(channel with { ApiKey = SandboxSecrets.Token(30), KeysMade = channel.KeysMade + 1 });
        var answer = Describe(next);
        answer["api_key"] = next.ApiKey;
        return Answer.Json(201, answer);
    }

    public Answer List(Channel channel) => Answer.Json(200, new JsonObject
    {
        ["api_keys"] = channel.ApiKey is null ? new JsonArray() : new JsonArray(Describe(channel)),
    });

    public Answer Revoke(WorldTransaction world, Channel channel)
    {
        world.Put(channel with { ApiKey = null });
        return Answer.Json(200, new JsonObject
        {
            ["meta"] = new JsonObject { ["success"] = true, ["http_code"] = 200, ["developer_message"] = "" },
        });
    }

    private JsonObject Describe(Channel channel) => new()
    {
        ["id"] = $"{channel.Id}-{channel.KeysMade.ToString(CultureInfo.InvariantCulture)}AK",
        ["address"] = new Uri(environment.Address, "/sandbox/waba-v2.360dialog.io").ToString(),
        ["app_id"] = "app-" + channel.Id,
    };
}
