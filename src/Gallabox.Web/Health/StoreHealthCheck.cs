using Gallabox.Core.Tables;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gallabox.Web.Health;

/// <summary>Whether the table store answers a read.</summary>
public sealed class StoreHealthCheck(ITableStore tables) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await tables.FindAsync("health", "health", "health", cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
