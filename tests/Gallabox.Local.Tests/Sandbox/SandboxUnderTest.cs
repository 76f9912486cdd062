using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gallabox.Sandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gallabox.Local.Tests.Sandbox;

/// <summary>A webhook that the target received, as raw bytes.</summary>
internal sealed record Received(string Path, string? ContentType, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public JsonNode Json => JsonNode.Parse(Body)!;
}

/// <summary>The sandbox on a free port, with a target in the same process that records what it is sent.</summary>
internal sealed class SandboxUnderTest : IAsyncDisposable
{
    public const string Kettle = "919876543210";
    public const string KettleNumber = "881200334455667";
    public const string KettleWaba = "730015500220011";
    public const string KettleChannel = "kR7pQ2CH";
    public const string KettleClient = "t4Vn9wCL";

    private readonly WebApplication app;
    private readonly string folder;
    private readonly bool keepsFolder;

    private SandboxUnderTest(WebApplication app, string folder, bool keepsFolder)
    {
        this.app = app;
        this.folder = folder;
        this.keepsFolder = keepsFolder;
    }

    public HttpClient Http { get; private set; } = null!;

    public IReadOnlyDictionary<string, string?> Settings { get; private set; } = null!;

    public IServiceProvider Services => app.Services;

    public TimeProvider Clock => app.Services.GetRequiredService<TimeProvider>();

    public ConcurrentQueue<Received> Webhooks { get; } = [];

    /// <summary>What the target answers.</summary>
    public int TargetStatus { get; set; } = 200;

    public static async Task<SandboxUnderTest> StartAsync(
        string? folder = null, Action<IServiceCollection>? configure = null, params (string Key, string Value)[] settings)
    {
        var data = folder ?? Directory.CreateTempSubdirectory("sandbox-").FullName;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(one => one.Key, one => (string?)one.Value));
        builder.Configuration["Sandbox:Data"] = data;
        builder.Services.AddSandbox(builder.Configuration);
        configure?.Invoke(builder.Services);
        var app = builder.Build();
        app.MapSandbox();
        var sandbox = new SandboxUnderTest(app, data, keepsFolder: folder is not null);
        app.MapGet("/webhooks/meta", (HttpRequest request) => request.Query["hub.verify_token"] == "good"
            ? Results.Text(request.Query["hub.challenge"])
            : Results.StatusCode(403));
        app.MapPost("/{**path}", sandbox.ReceiveAsync);
        await app.StartAsync();
        var environment = app.Services.GetRequiredService<SandboxEnvironment>();
        sandbox.Http = new HttpClient { BaseAddress = environment.Address };
        sandbox.Settings = environment.HostSettings().Values;
        return sandbox;
    }

    public async Task<(int Status, JsonNode Body)> ControlAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, "/sandbox/" + path);
        request.Content = body is null ? null : JsonContent.Create(body);
        return await SendAsync(request);
    }

    public async Task<JsonNode> PostAsync(string path, object? body = null) => (await ControlAsync(HttpMethod.Post, path, body)).Body;

    public async Task<JsonNode> GetAsync(string path) => (await ControlAsync(HttpMethod.Get, path)).Body;

    public Task<(int Status, JsonNode Body)> GraphAsync(HttpMethod method, string path, object? body = null) =>
        CallAsync(method, Settings["Meta:BaseUrl"] + "/v24.0/" + path, "Authorization", "Bearer " + Settings["Meta:AccessToken"], body);

    public Task<(int Status, JsonNode Body)> HubAsync(HttpMethod method, string path, object? body = null) => CallAsync(method,
        $"{Settings["Dialog360:HubUrl"]}/partners/{Settings["Dialog360:PartnerId"]}{path}", "x-api-key", Settings["Dialog360:PartnerKey"]!, body);

    public Task<(int Status, JsonNode Body)> MessagingAsync(HttpMethod method, string path, string key, object? body = null) =>
        CallAsync(method, Settings["Dialog360:MessagingUrl"] + path, "D360-API-KEY", key, body);

    public Task<(int Status, JsonNode Body)> SendGridAsync(object body) => CallAsync(
        HttpMethod.Post, Settings["SendGrid:BaseUrl"] + "/v3/mail/send", "Authorization", "Bearer " + Settings["SendGrid:ApiKey"], body);

    /// <summary>Advances the clock; with no span it only waits until all that is due has been done.</summary>
    public Task<(int Status, JsonNode Body)> AdvanceAsync(TimeSpan by = default) =>
        ControlAsync(HttpMethod.Post, "clock/advance", new { by = by.ToString("c") });

    public Task FaultAsync(object fault) => PostAsync("faults", fault);

    /// <summary>Stops as a killed process does for the data: nothing is written on the way out.</summary>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        if (!keepsFolder)
            Directory.Delete(folder, recursive: true);
    }

    private async Task<(int Status, JsonNode Body)> CallAsync(HttpMethod method, string url, string header, string value, object? body)
    {
        using var request = new HttpRequestMessage(method, url);
        request.Headers.TryAddWithoutValidation(header, value);
        request.Content = body is null ? null : JsonContent.Create(body);
        return await SendAsync(request);
    }

    private async Task<(int Status, JsonNode Body)> SendAsync(HttpRequestMessage request)
    {
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text is ['{' or '[', ..] ? JsonNode.Parse(text)! : JsonValue.Create(text));
    }

    private async Task<IResult> ReceiveAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var headers = request.Headers.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        Webhooks.Enqueue(new Received(request.Path, request.ContentType, headers, body.ToArray()));
        return Results.StatusCode(TargetStatus);
    }
}

/// <summary>Short ways into the answers.</summary>
internal static class Answers
{
    public static int Code(this (int Status, JsonNode Body) answer) => answer.Body["error"]!["code"]!.GetValue<int>();

    public static int? Subcode(this (int Status, JsonNode Body) answer) => answer.Body["error"]!["error_subcode"]?.GetValue<int>();

    public static string Text(this JsonNode node, string name) => node[name]!.GetValue<string>();

    public static DateTimeOffset Moment(this JsonNode node, string name) => node[name].Deserialize<DateTimeOffset>();
}
