using Gallabox.Core.Metering;
using Gallabox.Core.Queue;
using Gallabox.Core.Webhooks;
using Gallabox.Web.Numbers;

namespace Gallabox.Local.Queue;

/// <summary>The local host's queue and event log.</summary>
public static class QueueServices
{
    /// <param name="folder">The data folder.</param>
    public static IServiceCollection AddLocalQueue(this IServiceCollection services, string folder) => services
        .AddSingleton<LocalWorkQueue>()
        .AddSingleton<IWorkQueue>(provider => provider.GetRequiredService<LocalWorkQueue>())
        .AddSingleton<IDeadLetters>(provider => provider.GetRequiredService<LocalWorkQueue>())
        .AddHostedService(provider => provider.GetRequiredService<LocalWorkQueue>())
        .AddSingleton(EventLogPace.Usual)
        .AddSingleton(_ => EventLog.Open(Path.Combine(folder, "events")))
        .AddSingleton<IEventSink>(provider => provider.GetRequiredService<EventLog>())
        .AddSingleton<EventLogConsumer>()
        .AddHostedService(provider => provider.GetRequiredService<EventLogConsumer>())
        .AddSingleton<IMeter, CountedMeter>()
        .AddSingleton<MeterUsage>()
        .AddSingleton<IUsageSource, CountedUsage>();
}
