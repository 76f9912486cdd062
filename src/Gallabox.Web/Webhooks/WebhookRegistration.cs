using System.Security.Cryptography;
using System.Text;
using Gallabox.Core.Adapters.Dialog360;
using Gallabox.Core.Adapters.Meta;
using Gallabox.Core.Cases;
using Gallabox.Core.Deletion;
using Gallabox.Core.Metering;
using Gallabox.Core.Webhooks;
using Gallabox.Web.Numbers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gallabox.Web.Webhooks;

/// <summary>Webhooks and metering for either host, which adds its <see cref="IEventSink"/>.</summary>
public static class WebhookRegistration
{
    public static IServiceCollection AddWebhookEndpoints(this IServiceCollection services) => services
        .AddWebhooks()
        .AddSingleton<IUsageSource, MeterUsage>()
        .AddSingleton(Options)
        .AddSingleton(Rules);

    private static DeletableRules Rules(IServiceProvider provider)
    {
        var rules = provider.GetRequiredService<IOptions<DeletionOptions>>().Value;
        return new DeletableRules(rules.MaxSentIn30Days, rules.PaidMessageBlocks, rules.CountingPeriod);
    }

    /// <summary>The key of the numbers' own webhooks follows from the link key, so that there is no further secret to keep.</summary>
    private static WebhookOptions Options(IServiceProvider provider)
    {
        var meta = provider.GetRequiredService<IOptions<MetaOptions>>().Value;
        var dialog360 = provider.GetRequiredService<IOptions<Dialog360Options>>().Value;
        var link = Encoding.UTF8.GetBytes(provider.GetRequiredService<IOptions<LinkOptions>>().Value.LinkKey);
        return new WebhookOptions
        {
            MetaAppSecrets = Secrets(meta.AppSecret, meta.AppSecretPrevious),
            MetaVerifyTokens = [meta.VerifyToken],
            Dialog360Secrets = Secrets(dialog360.PlatformSecret, dialog360.PlatformSecretPrevious),
            Dialog360NumberKeys = [Convert.ToHexStringLower(HMACSHA256.HashData(link, "webhooks/360dialog"u8))],
        };
    }

    private static string[] Secrets(string present, string? previous) => string.IsNullOrEmpty(previous) ? [present] : [present, previous];
}
