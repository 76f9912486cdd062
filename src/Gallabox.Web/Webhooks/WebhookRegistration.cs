using Gallabox.Core.Adapters.Dialog360;
using Gallabox.Core.Adapters.Meta;
using Gallabox.Core.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gallabox.Web.Webhooks;

internal static class WebhookRegistration
{
    /// <summary>The secrets that the doors of Meta and 360dialog check. The host brings the <see cref="IEventSink"/> behind them.</summary>
    public static IServiceCollection AddWebhookEndpoints(this IServiceCollection services) => services.AddSingleton(Secrets);

    private static WebhookOptions Secrets(IServiceProvider provider)
    {
        var meta = provider.GetRequiredService<IOptions<MetaOptions>>().Value;
        var dialog360 = provider.GetRequiredService<IOptions<Dialog360Options>>().Value;
        return new WebhookOptions
        {
            MetaAppSecrets = Given(meta.AppSecret, meta.AppSecretPrevious),
            MetaVerifyTokens = Given(meta.VerifyToken),
            Dialog360Secrets = Given(dialog360.PlatformSecret, dialog360.PlatformSecretPrevious),
            Dialog360NumberKeys = Given(dialog360.NumberWebhookKey, dialog360.NumberWebhookKeyPrevious),
        };
    }

    private static List<string> Given(params string?[] secrets) => [.. secrets.OfType<string>().Where(secret => secret.Length > 0)];
}
