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
/// Traces, metrics and logs by OpenTelemetry. They go to
/// Application Insights when <c>APPLICATIONINSIGHTS_CONNECTION_STRING</c> is set, else where
/// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says; with neither, the host's own console shows the logs.
/// </summary>
internal static class HostTelemetry
{
    private const string Insights = "APPLICATIONINSIGHTS_CONNECTION_STRING";
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void AddHostTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var (insights, collector) = (IsSet(configuration, Insights), IsSet(configuration, Endpoint));
        if (!insights && !collector)
            return;
        var telemetry = services.AddOpenTelemetry()
            .UseFunctionsWorkerDefaults()
            .WithTracing(traces => traces.AddSource(Telemetry.Name).AddHttpClientInstrumentation())
            .WithMetrics(metrics => metrics.AddMeter(Telemetry.Name))
            .WithLogging();
        if (insights)
            telemetry.UseAzureMonitorExporter(options => options.Credential = AzureStorage.Credential(configuration));
        else
            telemetry.UseOtlpExporter();
    }

    private static bool IsSet(IConfiguration configuration, string name) => !string.IsNullOrEmpty(configuration[name]);
}
