using Gallabox.Core.Adapters.Outgoing;
using Gallabox.Core.Providers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Gallabox.Core.Adapters.SendGrid;

public static class SendGridRegistration
{
    internal const string ClientName = "sendgrid";

    /// <summary>
    /// Adds <see cref="IMailSender"/> over SendGrid with <see cref="SendGridOptions"/> from the configuration; a missing key stops
    /// the host. A mail is handed over once; nothing is repeated.
    /// </summary>
    public static IServiceCollection AddSendGridMail(this IServiceCollection services)
    {
        services.AddOptions<SendGridOptions>().BindConfiguration(SendGridOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        new OutgoingClient(ClientName, static provider => Options(provider).BaseUrl, static provider => Options(provider).AttemptTimeout)
            .AddTo(services);
        return services.AddSingleton<IMailSender, SendGridMail>();
    }

    private static SendGridOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptionsMonitor<SendGridOptions>>().CurrentValue;
}
