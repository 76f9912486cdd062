using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gallabox.Local.Queue;

/// <summary>Whether webhooks would be accepted. Why not is in the log.</summary>
internal sealed class EventLogCheck(EventLog log) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(log.TakesEvents() ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The event log takes nothing."));
}
