using System.Globalization;
using Gallabox.Benchmarks.Ingest.Stores;
using Gallabox.Core;
using Gallabox.Core.Metering;
using Gallabox.Core.Webhooks;
using Gallabox.Local.Queue;
using Gallabox.Local.Start;
using Gallabox.Web.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Gallabox.Benchmarks.Ingest;

/// <summary>
/// The processes under load: the host itself, the same server with nothing but an echo, and the same server with the same webhook
/// endpoint in front of another store. Each serves until its input is closed; asked "settle", it answers when all is worked off.
/// </summary>
internal static class IngestServers
{
    public const string HostName = "ingest-host";
    public const string EchoName = "ingest-echo";
    public const string StoreName = "ingest-store";
    public const string Settle = "settle";

    /// <summary>The local host as it is; at the end it prints how many messages it counted.</summary>
    public static async Task RunHostAsync(string folder)
    {
        await using var app = LocalHost.Build([
            "--urls", "http://127.0.0.1:0", "--Gallabox:Data", folder, "--Sandbox:Enabled", "false", "--Logging:LogLevel:Default", "Warning",
            "--Meta:AppSecret", SampleWebhooks.Secret, "--Meta:VerifyToken", "token-of-the-benchmark", "--Meta:AccessToken", "none", "--Meta:AppId", "1",
            "--Dialog360:PartnerKey", "none", "--Dialog360:PartnerId", "nonePA", "--Dialog360:PlatformSecret", "none",
            "--SendGrid:ApiKey", "none", "--SendGrid:InboundPublicKey", "none", "--SendGrid:EventPublicKey", "none"]);
        var consumer = app.Services.GetRequiredService<EventLogConsumer>();
        await ServeAsync(app, consumer.SettleAsync);
        await consumer.SettleAsync();
        var meter = app.Services.GetRequiredService<IMeter>();
        var counted = 0;
        for (var number = 0; number < SampleWebhooks.Numbers; number++)
            counted += (await meter.ReadSentAsync(PhoneNumber.Parse(SampleWebhooks.Phone(number)), TimeProvider.System.GetUtcNow(), CancellationToken.None)).Sent30Days;
        await TellAsync(counted);
        await app.StopAsync();
    }

    public static async Task RunEchoAsync()
    {
        await using var app = Bare();
        app.MapPost("/echo", async context =>
        {
            context.Response.ContentLength = context.Request.ContentLength;
            await context.Request.BodyReader.CopyToAsync(context.Response.BodyWriter);
        });
        await ServeAsync(app, () => Task.CompletedTask);
        await TellAsync(0);
        await app.StopAsync();
    }

    /// <summary>The webhook endpoint with nothing of the host around it, and the store as its sink.</summary>
    public static async Task RunStoreAsync(string kind, string port)
    {
        await using var store = await ForeignStore.ConnectAsync(kind, port);
        var endpoint = new MetaWebhookEndpoint(new WebhookOptions { MetaAppSecrets = [SampleWebhooks.Secret] }, store);
        await using var app = Bare();
        app.MapPost("/webhooks/meta", async context =>
            await (await endpoint.ReceiveAsync(context.Request, context.RequestAborted)).ExecuteAsync(context));
        await ServeAsync(app, () => Task.CompletedTask);
        await TellAsync(await store.CountAsync());
        await app.StopAsync();
    }

    private static WebApplication Bare() =>
        WebApplication.CreateBuilder(["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Warning"]).Build();

    private static async Task ServeAsync(WebApplication app, Func<Task> settle)
    {
        await app.StartAsync();
        await TellAsync(new Uri(app.Urls.First()).Port);
        while (await Console.In.ReadLineAsync() is not null)
        {
            await settle();
            await TellAsync(0);
        }
    }

    private static Task TellAsync(int number) => BenchmarkProcess.TellAsync(number.ToString(CultureInfo.InvariantCulture));
}
