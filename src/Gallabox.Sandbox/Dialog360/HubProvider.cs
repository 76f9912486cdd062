using Gallabox.Sandbox.Calls;
using Gallabox.Sandbox.Faults;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Dialog360;

/// <summary>The Partner API's door: partner key or token, and 5 calls in 30 seconds (facts 6.1).</summary>
internal sealed class HubProvider(SandboxWorld sandbox) : IProvider
{
    private static readonly TimeSpan window = TimeSpan.FromSeconds(30);

    public string Name => "360dialog";

    public string Prefix => "/sandbox/hub.360dialog.io";

    /// <summary>The bearer token that <c>POST /token</c> gives.</summary>
    public static string TokenFor(SandboxSecrets secrets) => "hub-" + secrets.PartnerKey;

    public Answer? Admit(ApiCall call, WorldTransaction world)
    {
        if (call.Path.EndsWith("/token", StringComparison.Ordinal))
            return null;
        if (call.Headers["x-api-key"] != sandbox.Secrets.PartnerKey && call.Bearer != TokenFor(sandbox.Secrets))
            return HubError.Of(401, "Invalid or missing credentials.");
        var recent = (world.Find<PartnerCalls>("partner")?.At ?? []).Where(at => at > world.Now - window).ToList();
        if (recent.Count >= sandbox.Options.PartnerCallsPer30Seconds)
            return HubError.TooMany();
        world.Put("partner", new PartnerCalls([.. recent, world.Now]));
        return call.Route.TryGetValue("partner", out var partner) && partner != sandbox.Secrets.PartnerId
            ? HubError.Of(403, "This partner is not yours.")
            : null;
    }

    /// <summary>An unknown path is answered by the web server in front, in HTML (facts 6.3, 11.33).</summary>
    public Answer Unknown(ApiCall call, WorldTransaction world) => Answer.Html(404, "404 Not Found");

    public Answer Fail(Fault fault, WorldTransaction world) => HubError.For(fault);
}
