using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Gallabox.Local.Tests.Journeys;

/// <summary>The local host as a child process that can be killed at any moment and started again over the same data.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private const string Key = "the operator key of a test";
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    private readonly string data = Directory.CreateTempSubdirectory("gallabox-killed-").FullName;
    private readonly Uri url;
    private readonly HttpClient http;
    private Process process;

    public HostProcess()
    {
        url = new Uri($"http://127.0.0.1:{FreePort()}/");
        http = new HttpClient { BaseAddress = url, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", Key) } };
        process = Start();
    }

    /// <summary>kill -9, and a new process.</summary>
    public async Task KillAndRestartAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = Start();
        await ReadyAsync();
    }

    public Task ReadyAsync() => EventuallyAsync("the host is ready", async () =>
    {
        using var answer = await http.GetAsync(new Uri("health/ready", UriKind.Relative));
        return answer.IsSuccessStatusCode ? "ready" : null;
    });

    public async Task<JsonNode> GetAsync(string path) => (await http.GetFromJsonAsync<JsonNode>(new Uri(path, UriKind.Relative)))!;

    public async Task<JsonNode> PostAsync(string path, object body)
    {
        using var answer = await http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {text}");
    }

    /// <summary>What a customer's browser posts. Answers the page that it then shows, and its status.</summary>
    public async Task<(int Status, string Page)> FormAsync(string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), form);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Asks again until there is an answer; a host that is just starting is no answer.</summary>
    public static async Task<T> EventuallyAsync<T>(string what, Func<Task<T?>> ask)
        where T : class
    {
        var since = Stopwatch.GetTimestamp();
        using var turn = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        do
        {
            try
            {
                if (await ask() is { } found)
                    return found;
            }
            catch (HttpRequestException) when (Stopwatch.GetElapsedTime(since) < patience)
            {
                // Nobody listens yet.
            }
        }
        while (Stopwatch.GetElapsedTime(since) < patience && await turn.WaitForNextTickAsync());
        throw new TimeoutException($"It never came to this: {what}.");
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        http.Dispose();
        Directory.Delete(data, recursive: true);
    }

    private Process Start()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Start.LocalHost).Assembly.Location])
        {
            WorkingDirectory = data,
            RedirectStandardOutput = true,
            Environment = { ["urls"] = url.ToString(), ["Gallabox__Data"] = data, ["Gallabox__OperatorKey"] = Key },
        };
        var started = Process.Start(start)!;
        started.OutputDataReceived += (_, _) => { };
        started.BeginOutputReadLine();
        return started;
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
