using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gallabox.Local.Start;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gallabox.Local.Tests.Connect;

/// <summary>The whole local host on a free port, with the sandbox beside it, and the people around it.</summary>
public sealed class HostWithSandbox : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("connect-").FullName;
    private WebApplication? app;

    public HttpClient Http { get; private set; } = new();

    public T Get<T>() where T : notnull => app!.Services.GetRequiredService<T>();

    public async Task InitializeAsync()
    {
        app = LocalHost.Build(["--urls", "http://127.0.0.1:0", "--Gallabox:Data", folder, "--Gallabox:OperatorKey", "operator-key-of-the-tests", "--Logging:LogLevel:Default", "None"]);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CheckCertificateRevocationList = true }) { BaseAddress = new Uri(address) };
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        if (app is not null)
            await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    public async Task<string> PageAsync(string path, HttpStatusCode wanted = HttpStatusCode.OK)
    {
        using var answer = await Http.GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(wanted == answer.StatusCode, $"{path}: {answer.StatusCode} {text}");
        return text;
    }

    public async Task<HttpResponseMessage> PostFormAsync(string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.ToDictionary(field => field.Name, field => field.Value));
        return await Http.PostAsync(path, form);
    }

    public async Task<JsonNode> ControlAsync(string path, object? body = null)
    {
        using var answer = body is null ? await Http.GetAsync("/sandbox/" + path) : await Http.PostAsJsonAsync("/sandbox/" + path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    public IReadOnlyList<string> Mails(JsonNode listed) => [.. listed.AsArray().Select(mail => mail!["text"]!.GetValue<string>())];

    public Task AdvanceAsync(TimeSpan by) => ControlAsync("clock/advance", new { by = by.ToString("c") });

    public async Task<JsonNode> ApiAsync(string path)
    {
        using var answer = await SendAsync(HttpMethod.Get, path);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>As an operator's program.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "operator-key-of-the-tests");
        return await Http.SendAsync(request);
    }

    /// <summary>The case once it is in a state, the sandbox's clock moved on as long as it is not.</summary>
    public async Task<JsonNode> UntilAsync(string caseId, string state)
    {
        for (var minute = 0; ; minute++)
        {
            var on = await ApiAsync($"/api/cases/{caseId}");
            if (on["state"]!.GetValue<string>() == state)
                return on;
            Assert.True(minute < 60, $"After an hour: {on}");
            await AdvanceAsync(TimeSpan.FromMinutes(1));
        }
    }
}
