using System.Text.Json.Nodes;
using Gallabox.Sandbox.Calls;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Dialog360;

/// <summary>The Partner API calls of facts 6.3.</summary>
internal sealed class HubRoutes(SandboxWorld sandbox, ChannelKeys keys)
{
    private const string Root = "/api/v2/partners/{partner}";
    private const string OfClient = Root + "/clients/{client}/channels/{channel}";

    public IEnumerable<ApiRoute> All() =>
    [
        new("POST", "/api/v2/token", Token),
        new("GET", Root, (_, world) => PartnerAnswer(world.Find<Partner>("partner")!)),
        new("PATCH", Root, PatchPartner),
        new("POST", Root + "/webhook_url", PatchPartner),
        new("GET", Root + "/channels", ListChannels),
        new("GET", Root + "/channels/{channel}", OnChannel((_, world, channel) => Answer.Json(200, ChannelJson.Of(world, channel)))),
        new("GET", Root + "/clients", ListClients),
        new("POST", Root + "/channels/{channel}/api_keys", OnChannel((_, world, channel) => keys.Rotate(world, channel))),
        new("GET", Root + "/channels/{channel}/api_keys", OnChannel((_, _, channel) => keys.List(channel))),
        new("DELETE", Root + "/channels/{channel}/api_keys", OnChannel((_, world, channel) => keys.Revoke(world, channel))),
        new("POST", OfClient + "/control/cancellation_request", OnChannel(Cancel)),
        new("POST", OfClient + "/control/reactivate", OnChannel((_, world, channel) =>
            Answer.Json(200, ChannelJson.Of(world, ChannelLife.Reactivate(world, channel))))),
        new("GET", OfClient + "/whatsapp_commerce_settings", OnChannel(Accounts.CommerceSettings)),
        new("GET", Root + "/clients/{client}/info/balance", Accounts.ClientBalance),
        new("GET", Root + "/balance", (_, _) => Accounts.PartnerBalance()),
        new("POST", Root + "/account_sharing/clients", Accounts.ShareClient),
        new("POST", Root + "/account_sharing/numbers", Accounts.ShareNumber),
    ];

    private static Func<ApiCall, WorldTransaction, Answer> OnChannel(
        Func<ApiCall, WorldTransaction, Channel, Answer> handle) => (call, world) =>
        world.Find<Channel>(call.Route["channel"]) is { InHub: true } channel
            && (!call.Route.TryGetValue("client", out var client) || client == channel.ClientId)
            ? handle(call, world, channel)
            : HubError.Of(404, "The channel does not exist.");

    private Answer Token(ApiCall call, WorldTransaction world) =>
        call.Text("username") == sandbox.Secrets.PartnerId && call.Text("password") == sandbox.Secrets.PartnerKey
            ? Answer.Json(200, new JsonObject
            {
                ["access_token"] = HubProvider.TokenFor(sandbox.Secrets),
                ["refresh_token"] = "refresh",
                ["token_type"] = "Bearer",
                ["expires_in"] = 86400,
            })
            : Answer.Json(403, new JsonObject { ["error"] = "invalid_grant", ["error_description"] = "Wrong user name or password." });

    private Answer PatchPartner(ApiCall call, WorldTransaction world)
    {
        var partner = world.Find<Partner>("partner")!;
        if (Wrong(call.Text("webhook_url")) || Wrong(call.Text("partner_redirect_url")))
            return HubError.Of(400, "An absolute address is expected.");
        return PartnerAnswer(world.Put("partner", partner with
        {
            WebhookUrl = call.Text("webhook_url") ?? partner.WebhookUrl,
            RedirectUrl = call.Text("partner_redirect_url") ?? partner.RedirectUrl,
        }));
    }

    private static bool Wrong(string? url) =>
        url is not null && !(Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https");

    private Answer PartnerAnswer(Partner partner) => Answer.Json(200, ChannelJson.Of(partner, sandbox.Secrets.PartnerId));

    private static Answer ListChannels(ApiCall call, WorldTransaction world) => Listing.Of(call, "partner_channels",
        world.All<Channel>().Where(static channel => channel.InHub).Select(channel => ChannelJson.Of(world, channel)));

    private static Answer ListClients(ApiCall call, WorldTransaction world) =>
        Listing.Of(call, "clients", world.All<Client>().Select(ChannelJson.Of));

    private Answer Cancel(ApiCall call, WorldTransaction world, Channel channel)
    {
        if (call.Text("enabled") == "false")
            return Answer.Json(200, ChannelJson.Of(world, ChannelLife.Reactivate(world, channel)));
        return channel.PartnerMayCancel
            ? Answer.Json(200, ChannelJson.Of(world, ChannelLife.Cancel(world, channel, sandbox.Options)))
            : HubError.Of(403, "Only the client may request the cancellation of this channel.");
    }
}
