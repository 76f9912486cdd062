using Gallabox.Core.Metering;
using Gallabox.Core.Webhooks;
using Gallabox.Local.Orchestration;

namespace Gallabox.Local.Start;

/// <summary>
/// What the Azure host's timers do: twice a minute, events of numbers that became known are counted; once a day, old histories and old
/// events go, and our counts are laid beside Meta's.
/// </summary>
internal sealed class Housekeeping(
    EmbeddedOrchestration flows, LateNumbers late, UnroutedEvents unrouted, RawEventStore raw, DailyReconciliation reconciliation, TimeProvider time,
    ILogger<Housekeeping> log)
    : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        EveryAsync(TimeSpan.FromSeconds(30), stop => DoAsync("counting of late numbers", () => late.RunAsync(stop), stop), stoppingToken),
        EveryAsync(TimeSpan.FromDays(1), DailyAsync, stoppingToken));

    private async Task EveryAsync(TimeSpan period, Func<CancellationToken, Task> work, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(period, time);
        while (await timer.WaitForNextTickAsync(stopping))
            await work(stopping);
    }

    private async Task DailyAsync(CancellationToken stopping)
    {
        await DoAsync("purge of histories", () => flows.Archive.PurgeAsync(stopping), stopping);
        await DoAsync("forgetting of old events", () => unrouted.ForgetAsync(stopping), stopping);
        await DoAsync("forgetting of raw events", () => raw.ForgetAsync(stopping), stopping);
        await DoAsync("comparison with Meta's counts", () => reconciliation.RunAsync(stopping), stopping);
    }

    /// <summary>One duty that fails holds up neither the others nor the next time.</summary>
    private async Task DoAsync(string what, Func<Task> duty, CancellationToken stopping)
    {
        try
        {
            await duty();
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            log.LogError(failure, "The {Duty} failed; it is tried again next time.", what);
        }
    }
}
