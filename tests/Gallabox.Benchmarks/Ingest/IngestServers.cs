using System.Globalization;
using Gallabox.Core;
using Gallabox.Core.Metering;
using Gallabox.Local.Queue;
using Gallabox.Local.Start;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Gallabox.Benchmarks.Ingest;

/// <summary>The processes under load: the host itself, and the same server with nothing but an echo.</summary>
internal static class IngestServers
{
    public const string HostName = "ingest-host";
    public const string EchoName = "ingest-echo";

    /// <summary>Serves until its input is closed; then works off what waits and prints how much was counted.</summary>
    public static async Task RunHostAsync(string folder)
    {
        await using var app = LocalHost.Build([
            "--urls", "http://127.0.0.1:0", "--Gallabox:Data", folder, "--Sandbox:Enabled", "false", "--Logging:LogLevel:Default", "Warning",
            "--Meta:AppSecret", SampleWebhooks.Secret, "--Meta:VerifyToken", "token-of-the-benchmark", "--Meta:AccessToken", "none", "--Meta:AppId", "1",
            "--Dialog360:PartnerKey", "none", "--Dialog360:PartnerId", "nonePA", "--Dialog360:PlatformSecret", "none",
            "--SendGrid:ApiKey", "none", "--SendGrid:InboundPublicKey", "none", "--SendGrid:EventPublicKey", "none"]);
        await app.StartAsync();
        await ServeAsync(app);
        await app.Services.GetRequiredService<EventLogConsumer>().SettleAsync();
        var meter = app.Services.GetRequiredService<IMeter>();
        var counted = 0;
        for (var number = 0; number < SampleWebhooks.Numbers; number++)
            counted += (await meter.ReadSentAsync(PhoneNumber.Parse(SampleWebhooks.Phone(number)), TimeProvider.System.GetUtcNow(), CancellationToken.None)).Sent30Days;
        await BenchmarkProcess.TellAsync(counted.ToString(CultureInfo.InvariantCulture));
        await app.StopAsync();
    }

    public static async Task RunEchoAsync()
    {
        var builder = WebApplication.CreateBuilder(["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Warning"]);
        await using var app = builder.Build();
        app.MapPost("/echo", async context =>
        {
            context.Response.ContentLength = context.Request.ContentLength;
            await context.Request.BodyReader.CopyToAsync(context.Response.BodyWriter);
        });
        await app.StartAsync();
        await ServeAsync(app);
        await app.StopAsync();
    }

    private static async Task ServeAsync(WebApplication app)
    {
        await BenchmarkProcess.TellAsync(new Uri(app.Urls.First()).Port.ToString(CultureInfo.InvariantCulture));
        while (await Console.In.ReadLineAsync() is not null)
        {
        }
    }
}
