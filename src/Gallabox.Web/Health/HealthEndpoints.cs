using Gallabox.Web.Answers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gallabox.Web.Health;

/// <summary>Whether the process lives, and whether what it depends on answers. Reasons are logged by the checks' service, never shown.</summary>
public sealed class HealthEndpoints(HealthCheckService checks)
{
    public Task<IResult> LiveAsync(HttpRequest request, CancellationToken cancellation) =>
        Task.FromResult<IResult>(Answer.Json(new { Status = "live" }));

    public async Task<IResult> ReadyAsync(HttpRequest request, CancellationToken cancellation)
    {
        var report = await checks.CheckHealthAsync(cancellation);
        var ready = report.Status != HealthStatus.Unhealthy;
        var named = report.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => new
        {
            Name = entry.Key,
            Status = entry.Value.Status == HealthStatus.Unhealthy ? "failing" : "ok",
            Milliseconds = (int)entry.Value.Duration.TotalMilliseconds,
        });
        return Answer.Json(new { Status = ready ? "ready" : "not_ready", Checks = named }, ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
