using Azure.Core.Serialization;
using Gallabox.Core;
using Gallabox.Core.Adapters.Dialog360;
using Gallabox.Core.Adapters.Meta;
using Gallabox.Core.Adapters.SendGrid;
using Gallabox.Core.Orchestration;
using Gallabox.Functions.Durable;
using Gallabox.Functions.Http;
using Gallabox.Functions.Queue;
using Gallabox.Functions.Secrets;
using Gallabox.Functions.Timers;
using Gallabox.Web;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Gallabox.Functions.Start;

/// <summary>The Azure host: the product over Table Storage, Durable Functions, a queue of Azure and Key Vault.</summary>
internal static class FunctionsHost
{
    public static void AddGallabox(this FunctionsApplicationBuilder builder)
    {
        var (services, configuration) = (builder.Services, builder.Configuration);
        services.Configure<WorkerOptions>(worker => worker.Serializer = new JsonObjectSerializer(Wire.Json));
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<AzureOptions>().Bind(configuration.GetSection(AzureOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        var options = configuration.GetSection(AzureOptions.Section).Get<AzureOptions>() ?? new AzureOptions();
        services.AddAzureStorage(configuration);
        services.AddSecretStore(options, builder.Environment);
        services.AddWorkQueue(options, configuration);
        services.AddDurable();
        AddProduct(services, configuration);
        services.AddDependencyChecks();
        services.AddHostTelemetry(configuration);
        services.AddDemoData(options);
        HideOtherQueue(services, options.Queue);
    }

    private static void AddProduct(IServiceCollection services, IConfiguration configuration)
    {
        services.AddGallaboxCore(configuration).AddGallaboxWeb(configuration);
        services.AddMetaGraph().AddDialog360Partner().AddSendGridMail();
        services.AddSingleton<HttpDoor>();
    }

    private static IServiceCollection AddDurable(this IServiceCollection services) => services
        .AddSingleton<DurableClients>()
        .AddSingleton<IOrchestrationClient, DurableOrchestrationClient>()
        .AddSingleton<StepRunner>()
        .AddSingleton<HistoryPurge>()
        .AddSingleton<FlowWatch>();

    /// <summary>Only the triggers of the chosen queue are shown to the host, so one setting is enough.</summary>
    private static void HideOtherQueue(IServiceCollection services, QueueKind chosen)
    {
        var generated = services.Last(service => service.ServiceType == typeof(IFunctionMetadataProvider)).ImplementationType!;
        services.AddSingleton<IFunctionMetadataProvider>(provider =>
            new ChosenQueue((IFunctionMetadataProvider)ActivatorUtilities.CreateInstance(provider, generated), chosen));
    }
}
