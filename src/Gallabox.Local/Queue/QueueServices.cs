using Gallabox.Core.Metering;
using Gallabox.Core.Queue;
using Gallabox.Core.Webhooks;
using Gallabox.Web.Numbers;

namespace Gallabox.Local.Queue;

/// <summary>The local host's queue and event log.</summary>
public static class QueueServices
{
    /// <param name="folder">The data folder.</param>
    public static IServiceCollection AddLocalQueue(this IServiceCollection services, string folder)
    {
        services.AddHealthChecks().AddCheck<EventLogCheck>("events", timeout: TimeSpan.FromSeconds(5));
        return services.AddWorkQueue().AddEventLog(Path.Combine(folder, "events"));
    }

    private static IServiceCollection AddWorkQueue(this IServiceCollection services) => services
        .AddSingleton<LocalWorkQueue>()
        .AddSingleton<IWorkQueue>(provider => provider.GetRequiredService<LocalWorkQueue>())
        .AddSingleton<IDeadLetters>(provider => provider.GetRequiredService<LocalWorkQueue>())
        .AddHostedService(provider => provider.GetRequiredService<LocalWorkQueue>());

    private static IServiceCollection AddEventLog(this IServiceCollection services, string folder) => services
        .AddSingleton(EventLogPace.Usual)
        .AddSingleton(provider => EventLog.Open(folder, provider.GetRequiredService<ILogger<EventLog>>()))
        .AddSingleton<IEventSink>(provider => provider.GetRequiredService<EventLog>())
        .AddSingleton<EventLogConsumer>()
        .AddHostedService(provider => provider.GetRequiredService<EventLogConsumer>())
        .AddSingleton<IMeter, CountedMeter>()
        .AddSingleton<MeterUsage>()
        .AddSingleton<IUsageSource, CountedUsage>();
}
