using Gallabox.Sandbox.Calls;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Dialog360;

/// <summary>Control routes of 360dialog's world: the customer in the sign-up and in the hub.</summary>
internal static class HubControls
{
    private const string ChannelPath = "/sandbox/360dialog/channels/{id}";

    public static void Map(IEndpointRouteBuilder app, SandboxWorld sandbox, SandboxEnvironment environment)
    {
        app.MapPost("/sandbox/360dialog/signup", (Posted<SignUpRequest> posted) =>
            Signed(sandbox.Change(world => SignUp.Run(world, posted.Body, sandbox.Options, environment.AtTarget))));
        app.MapGet("/sandbox/360dialog/channels", () => sandbox.Change(world => Control.Ok(world.All<Channel>().Select(Truth))));
        app.MapGet(ChannelPath, (string id) => Change(sandbox, id, static (_, channel) => channel));
        app.MapPost(ChannelPath + "/cancellation-policy", (string id, Posted<PolicyRequest> posted) =>
            Change(sandbox, id, (world, channel) => Policy(world, channel, posted.Body)));
        app.MapPost(ChannelPath + "/cancel", (string id) =>
            Change(sandbox, id, (world, channel) => ChannelLife.Cancel(world, channel, sandbox.Options)));
        app.MapPost(ChannelPath + "/reactivate", (string id) => Change(sandbox, id, ChannelLife.Reactivate));
        app.MapPost(ChannelPath + "/grant", (string id) => Change(sandbox, id, ChannelLife.Grant));
        app.MapPost(ChannelPath + "/revoke", (string id) => Change(sandbox, id, ChannelLife.Revoke));
        app.MapPost("/sandbox/360dialog/events", (Posted<EventsRequest> posted) => Events(sandbox, posted.Body));
    }

    private static IResult Signed(SignUpOutcome outcome) => outcome.RedirectUrl is null
        ? Control.Refuse(outcome.Status, outcome.Error!, outcome.Message!)
        : Control.Ok(new { outcome.RedirectUrl, outcome.ClientId, outcome.ChannelId });

    private static IResult Change(SandboxWorld sandbox, string id, Func<WorldTransaction, Channel, Channel> change) =>
        sandbox.Change(world => world.Find<Channel>(id) is { } channel
            ? Control.Ok(Truth(change(world, channel)))
            : Control.Refuse(404, "unknown-channel", "360dialog has no such channel."));

    private static Channel Policy(WorldTransaction world, Channel channel, PolicyRequest request) => world.Put(channel with
    {
        PartnerMayCancel = request.Allowed ?? channel.PartnerMayCancel,
        Notice = request.Notice ?? channel.Notice,
    });

    private static IResult Events(SandboxWorld sandbox, EventsRequest request)
    {
        if (request.Mode is not ("double" or "reorder" or "lose" or "normal"))
            return Control.Refuse(400, "unknown-mode", "mode is double, reorder, lose or normal.");
        return sandbox.Change(world =>
        {
            var partner = world.Find<Partner>("partner")!;
            var count = request.Mode == "normal" ? 0 : Math.Max(1, request.Count ?? 1);
            return Control.Ok(world.Put("partner", partner with { EventMode = request.Mode, EventModeLeft = count }));
        });
    }

    /// <summary>All but the key itself, which 360dialog shows once.</summary>
    private static object Truth(Channel channel) => new
    {
        channel.Id,
        channel.ClientId,
        phone = "+" + channel.Phone,
        channel.WabaId,
        channel.Status,
        channel.HubStatus,
        channel.PermissionGranted,
        channel.KeysMade,
        hasKey = channel.ApiKey is not null,
        channel.WebhookUrl,
        webhookHeaders = channel.WebhookHeaders.Keys,
        channel.CreatedAt,
        channel.CancelledAt,
        channel.TerminatedAt,
        channel.PartnerMayCancel,
    };

    internal sealed record PolicyRequest(bool? Allowed, TimeSpan? Notice);

    internal sealed record EventsRequest(string? Mode, int? Count);
}
