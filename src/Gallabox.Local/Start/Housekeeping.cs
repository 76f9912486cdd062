using Gallabox.Core.Metering;
using Gallabox.Core.Webhooks;
using Gallabox.Local.Orchestration;

namespace Gallabox.Local.Start;

/// <summary>What the Azure host's timers do, once a day: old histories and old events go, and our counts are laid beside Meta's.</summary>
internal sealed class Housekeeping(
    EmbeddedOrchestration flows, UnroutedEvents unrouted, RawEventStore raw, DailyReconciliation reconciliation, TimeProvider time, ILogger<Housekeeping> log)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var daily = new PeriodicTimer(TimeSpan.FromDays(1), time);
        while (await daily.WaitForNextTickAsync(stoppingToken))
        {
            await DoAsync("purge of histories", () => flows.Archive.PurgeAsync(stoppingToken), stoppingToken);
            await DoAsync("forgetting of old events", () => unrouted.ForgetAsync(stoppingToken), stoppingToken);
            await DoAsync("forgetting of raw events", () => raw.ForgetAsync(stoppingToken), stoppingToken);
            await DoAsync("comparison with Meta's counts", () => reconciliation.RunAsync(stoppingToken), stoppingToken);
        }
    }

    /// <summary>One duty that fails today holds up neither the others nor tomorrow.</summary>
    private async Task DoAsync(string what, Func<Task> duty, CancellationToken stopping)
    {
        try
        {
            await duty();
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            log.LogError(failure, "The daily {Duty} failed; it is tried again tomorrow.", what);
        }
    }
}
