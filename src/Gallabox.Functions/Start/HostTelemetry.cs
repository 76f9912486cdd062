using Azure.Monitor.OpenTelemetry.Exporter;
using Gallabox.Core;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Gallabox.Functions.Start;

/// <summary>
/// Traces and metrics by OpenTelemetry. They go to
/// Application Insights when <c>APPLICATIONINSIGHTS_CONNECTION_STRING</c> is set, else where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says.
/// </summary>
internal static class HostTelemetry
{
    private const string Insights = "APPLICATIONINSIGHTS_CONNECTION_STRING";
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void AddHostTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var telemetry = services.AddOpenTelemetry()
            .UseFunctionsWorkerDefaults()
            .WithTracing(traces => traces.AddSource(Telemetry.Name).AddHttpClientInstrumentation())
            .WithMetrics(metrics => metrics.AddMeter(Telemetry.Name));
        if (!string.IsNullOrEmpty(configuration[Insights]))
            telemetry.UseAzureMonitorExporter(options => options.Credential = AzureStorage.Credential(configuration));
        else if (!string.IsNullOrEmpty(configuration[Endpoint]))
            telemetry.UseOtlpExporter();
    }
}
