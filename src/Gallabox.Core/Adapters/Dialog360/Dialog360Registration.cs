using System.Net.Http;
using Gallabox.Core.Adapters.Outgoing;
using Gallabox.Core.Providers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gallabox.Core.Adapters.Dialog360;

public static class Dialog360Registration
{
    internal const string HubName = "dialog360-hub";
    internal const string MessagingName = "dialog360-messaging";
    private static readonly TimeSpan longestQueue = TimeSpan.FromMinutes(3);

    /// <summary>
    /// Adds <see cref="IDialog360Partner"/> over HTTP with <see cref="Dialog360Options"/> from the configuration; a missing secret
    /// stops the host. Reads are tried three times, writes once; partner calls wait their turn on the container's clock, at most
    /// 3 minutes.
    /// </summary>
    public static IServiceCollection AddDialog360Partner(this IServiceCollection services)
    {
        services.AddOptions<Dialog360Options>().BindConfiguration(Dialog360Options.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddKeyedSingleton(HubName, static (provider, _) => Limit(provider));
        new OutgoingClient(HubName, static provider => Options(provider).HubUrl, static provider => Options(provider).AttemptTimeout)
        {
            Limit = static provider => provider.GetRequiredKeyedService<CallLimit>(HubName),
            LongestQueue = longestQueue,
            SecretHeaders = ["x-api-key"],
        }.AddTo(services);
        new OutgoingClient(MessagingName, static provider => Options(provider).MessagingUrl, static provider => Options(provider).AttemptTimeout)
        {
            SecretHeaders = ["D360-API-KEY"],
        }.AddTo(services);
        return services.AddSingleton<IDialog360Partner>(static provider => Create(provider));
    }

    private static Dialog360Partner Create(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptionsMonitor<Dialog360Options>>();
        return new Dialog360Partner(new HubClient(Calls(provider, HubName), options), new ChannelClient(Calls(provider, MessagingName)), options);
    }

    private static OutgoingCalls Calls(IServiceProvider provider, string client) => new(
        Dialog360Failures.Provider,
        provider.GetRequiredService<IHttpClientFactory>().CreateClient(client),
        provider.GetRequiredService<TimeProvider>(),
        provider.GetRequiredService<ILogger<Dialog360Partner>>());

    private static CallLimit Limit(IServiceProvider provider) => new(
        Dialog360Failures.Provider, Options(provider).CallsPerWindow, Options(provider).Window, longestQueue,
        provider.GetRequiredService<TimeProvider>());

    private static Dialog360Options Options(IServiceProvider provider) =>
        provider.GetRequiredService<IOptionsMonitor<Dialog360Options>>().CurrentValue;
}
