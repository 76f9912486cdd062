using Gallabox.Core.Adapters.SendGrid;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gallabox.Web.Mail;

internal static class MailRegistration
{
    /// <summary>The two doors of the mail service, each with the keys of its own signature.</summary>
    public static IServiceCollection AddMailEndpoints(this IServiceCollection services) => services
        .AddSingleton(provider => new InboundParseReader(
            Guard(Options(provider).InboundPublicKey, Options(provider).InboundPublicKeyPrevious), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new SendGridEventsReader(
            Guard(Options(provider).EventPublicKey, Options(provider).EventPublicKeyPrevious), provider.GetRequiredService<TimeProvider>()));

    private static InboundParseSettings Guard(params string?[] keys) => new() { PublicKeys = [.. keys.OfType<string>().Where(key => key.Length > 0)] };

    private static SendGridOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<SendGridOptions>>().Value;
}
