using System.Net.Http;
using Gallabox.Core.Adapters.Outgoing;
using Gallabox.Core.Providers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gallabox.Core.Adapters.Meta;

public static class MetaRegistration
{
    internal const string ClientName = "meta";

    /// <summary>
    /// Adds <see cref="IMetaGraph"/> over HTTP with <see cref="MetaOptions"/> from the configuration; a missing secret stops the host.
    /// Reads are tried three times, writes once.
    /// </summary>
    public static IServiceCollection AddMetaGraph(this IServiceCollection services)
    {
        services.AddOptions<MetaOptions>().BindConfiguration(MetaOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        new OutgoingClient(ClientName, BaseAddress, static provider => Options(provider).AttemptTimeout).AddTo(services);
        return services.AddSingleton<IMetaGraph>(static provider => Create(provider));
    }

    private static MetaGraph Create(IServiceProvider provider)
    {
        var logger = provider.GetRequiredService<ILogger<MetaGraph>>();
        var time = provider.GetRequiredService<TimeProvider>();
        var options = provider.GetRequiredService<IOptionsMonitor<MetaOptions>>();
        var http = provider.GetRequiredService<IHttpClientFactory>().CreateClient(ClientName);
        var graph = new GraphClient(new OutgoingCalls(MetaFailures.Provider, http, time, logger), options);
        return new MetaGraph(graph, new NumberFields(logger), new NumberAdding(graph), options, time);
    }

    private static string BaseAddress(IServiceProvider provider) => $"{Options(provider).BaseUrl.TrimEnd('/')}/{Options(provider).Version}";

    private static MetaOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptionsMonitor<MetaOptions>>().CurrentValue;
}
