using Gallabox.Core.Metering;
using Gallabox.Core.Queue;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gallabox.Core.Webhooks;

/// <summary>Webhooks, metering and the work they make. The host adds <see cref="WebhookOptions"/> and its <see cref="IEventSink"/>.</summary>
public static class WebhookServices
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RawEventOptions>().Bind(configuration.GetSection(RawEventOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<MeterOptions>().Bind(configuration.GetSection(MeterOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<AccountEvents>()
            .AddSingleton<ComparedDays>()
            .AddSingleton<DailyReconciliation>()
            .AddSingleton<EventBatchHandler>()
            .AddSingleton<EventIntake>()
            .AddSingleton<LateNumbers>()
            .AddSingleton<Meter>()
            .AddSingleton(provider => provider.GetRequiredService<IOptions<MeterOptions>>().Value)
            .AddSingleton<MeterStore>()
            .AddSingleton<IMeter>(provider => provider.GetRequiredService<MeterStore>())
            .AddSingleton<NumberDirectory>()
            .AddSingleton<QueueEventSink>()
            .AddSingleton<RawEventRouter>()
            .AddSingleton<RawEventStore>()
            .AddSingleton<Reconciliation>()
            .AddSingleton<UnroutedEvents>()
            .AddSingleton<UsageReader>();
    }

    /// <summary>The work of this feature. Partner events are the connect flow's.</summary>
    public static WorkRouter AddWebhookWork(this WorkRouter router) => router
        .Add<AccountEvents, ForeignEvent>(WebhookWork.AccountEvent, (events, told, cancellation) => events.HandleAsync(told, cancellation))
        .Add<EventBatchHandler, EventBatchWork>(EventBatchWork.Kind, (batches, work, cancellation) => batches.HandleAsync(work, cancellation));
}
