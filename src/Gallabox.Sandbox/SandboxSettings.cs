using Gallabox.Sandbox.Delivery;
using Gallabox.Sandbox.Meta;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox;

/// <summary>Configuration keys and values with which a host talks to this sandbox; keys as in <c>Meta:AccessToken</c>.</summary>
public sealed record SandboxSettings(IReadOnlyDictionary<string, string?> Values)
{
    /// <summary>The same with keys as environment variables spell them, such as <c>Meta__AccessToken</c>.</summary>
    public IReadOnlyDictionary<string, string?> AsEnvironment() =>
        Values.ToDictionary(static pair => pair.Key.Replace(":", "__", StringComparison.Ordinal), static pair => pair.Value);

    internal static SandboxSettings For(SandboxOptions options, SandboxSecrets secrets, Uri address) => new(new Dictionary<string, string?>
    {
        ["Meta:AccessToken"] = secrets.MetaAccessToken,
        ["Meta:AppSecret"] = secrets.MetaAppSecret,
        ["Meta:VerifyToken"] = secrets.MetaVerifyToken,
        ["Meta:BaseUrl"] = new Uri(address, "/sandbox/graph.facebook.com").ToString(),
        ["Meta:Version"] = options.MetaVersion,
        ["Meta:AppId"] = options.MetaAppId,
        ["Meta:SolutionId"] = options.MetaSolutionId,
        ["Meta:SignupConfigId"] = options.MetaSignupConfigId,
        ["Meta:SdkUrl"] = new Uri(address, SignupPages.ScriptPath).ToString(),
        ["Meta:DialogOrigin"] = address.GetLeftPart(UriPartial.Authority),
        ["Dialog360:PartnerKey"] = secrets.PartnerKey,
        ["Dialog360:PartnerId"] = secrets.PartnerId,
        ["Dialog360:PlatformSecret"] = secrets.PlatformSecret,
        ["Dialog360:HubUrl"] = new Uri(address, "/sandbox/hub.360dialog.io/api/v2").ToString(),
        ["Dialog360:MessagingUrl"] = new Uri(address, "/sandbox/waba-v2.360dialog.io").ToString(),
        ["Dialog360:OnboardingUrl"] = new Uri(address, "/sandbox/app.360dialog.com/onboarding").ToString(),
        ["SendGrid:ApiKey"] = secrets.SendGridApiKey,
        ["SendGrid:BaseUrl"] = new Uri(address, "/sandbox/api.sendgrid.com").ToString(),
        ["SendGrid:InboundPublicKey"] = WebhookSignature.PublicKey(secrets.InboundKey),
        ["SendGrid:EventPublicKey"] = WebhookSignature.PublicKey(secrets.EventKey),
        ["Sandbox:DemoChannelKey"] = secrets.DemoChannelKey,
        ["Sandbox:DemoPin"] = secrets.DemoPin,
    });
}
