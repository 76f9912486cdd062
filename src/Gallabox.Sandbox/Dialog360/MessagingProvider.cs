using System.Text.Json.Nodes;
using Gallabox.Sandbox.Calls;
using Gallabox.Sandbox.Faults;
using Gallabox.Sandbox.Meta;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Dialog360;

/// <summary>The messaging host: each call carries the key of one number, and only its present one (facts 6.1, 6.5).</summary>
internal sealed class MessagingProvider : IProvider
{
    public string Name => "360dialog";

    public string Prefix => "/sandbox/waba-v2.360dialog.io";

    public IEnumerable<ApiRoute> Routes() =>
    [
        new("GET", "/v1/configs/webhook", (call, world) => Webhook(ChannelOf(call, world)!)),
        new("POST", "/v1/configs/webhook", SetWebhook),
        new("POST", "/messages", Send),
        new("POST", "/v1/messages", Send),
    ];

    public Answer? Admit(ApiCall call, WorldTransaction world) => ChannelOf(call, world) switch
    {
        null => HubError.Of(401, "Invalid api key."),
        { MessagingOn: false } => HubError.Of(403, "The channel is terminated."),
        _ => null,
    };

    public Answer Unknown(ApiCall call, WorldTransaction world) => HubError.Of(404, "Not found.");

    public Answer Fail(Fault fault, WorldTransaction world) => HubError.For(fault);

    private static Channel? ChannelOf(ApiCall call, WorldTransaction world) =>
        call.Headers["D360-API-KEY"].ToString() is { Length: > 0 } key
            ? world.All<Channel>().FirstOrDefault(channel => channel.ApiKey == key)
            : null;

    private static Answer Webhook(Channel channel)
    {
        var answer = new JsonObject { ["url"] = channel.WebhookUrl ?? "" };
        if (channel.WebhookHeaders.Count > 0)
            answer["headers"] = SandboxJson.Node(channel.WebhookHeaders);
        return Answer.Json(200, answer);
    }

    private static Answer SetWebhook(ApiCall call, WorldTransaction world)
    {
        if (!Uri.TryCreate(call.Text("url"), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            return HubError.Of(400, "url must be an absolute address.");
        var headers = (call.Fields?["headers"] as JsonObject)?
            .ToDictionary(static pair => pair.Key, static pair => pair.Value?.ToString() ?? "") ?? [];
        if (headers.Any(static pair => pair.Key.Any(char.IsWhiteSpace) || pair.Value.Any(char.IsControl)))
            return HubError.Of(400, "headers are no header lines.");
        return Webhook(world.Put(ChannelOf(call, world)! with
        {
            WebhookUrl = call.Text("url"),
            WebhookHeaders = headers,
        }));
    }

    private static Answer Send(ApiCall call, WorldTransaction world)
    {
        var channel = ChannelOf(call, world)!;
        if (channel.CancelledAt is not null && call.Text("type") == "template")
            return HubError.Of(403, "The channel is cancelled; templates can no longer be sent.");
        return world.Nodes(channel.Phone).FirstOrDefault(number => number.WabaId == channel.WabaId) is { } number
            ? MetaMessages.Send(call, world, number)
            : GraphError.Missing(world, channel.Phone);
    }
}
