using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Gallabox.Core.Tests.Adapters.Outgoing;

/// <summary>The other side of the wire: answers what was registered, in order, and throws on any other call.</summary>
internal sealed class StrictHttp : HttpMessageHandler
{
    private readonly Dictionary<string, Queue<Func<CancellationToken, Task<HttpResponseMessage>>>> answers = new(StringComparer.Ordinal);

    public List<Seen> Calls { get; } = [];

    public Seen Last => Calls[^1];

    /// <param name="url">The whole address as sent, its query unescaped.</param>
    public StrictHttp On(string method, string url, int status, string body, params (string Name, string Value)[] headers) =>
        On(method, url, _ => Task.FromResult(Answer(status, body, headers)));

    public StrictHttp On(string method, string url, JsonNode body) => On(method, url, 200, body.ToJsonString());

    public StrictHttp Throws(string method, string url, Exception thrown) => On(method, url, _ => throw thrown);

    /// <summary>Never answers; the source completes when the call has arrived.</summary>
    public TaskCompletionSource Hangs(string method, string url)
    {
        var arrived = new TaskCompletionSource();
        On(method, url, async cancellation =>
        {
            arrived.SetResult();
            await Task.Delay(Timeout.Infinite, cancellation);
            throw new InvalidOperationException("Not reached.");
        });
        return arrived;
    }

    public void AssertAllUsed()
    {
        var unused = answers.Where(pair => pair.Value.Count > 0).Select(pair => pair.Key);
        if (unused.Any())
            throw new InvalidOperationException("Never called: " + string.Join(", ", unused));
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var headers = request.Headers.ToDictionary(header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase);
        var key = $"{request.Method} {Uri.UnescapeDataString(request.RequestUri!.AbsoluteUri)}";
        lock (Calls)
            Calls.Add(new Seen(key, headers, body));
        return answers.TryGetValue(key, out var queue) && queue.TryDequeue(out var answer)
            ? await answer(cancellationToken)
            : throw new UnregisteredCallException(key);
    }

    private StrictHttp On(string method, string url, Func<CancellationToken, Task<HttpResponseMessage>> answer)
    {
        var key = $"{method} {url}";
        if (!answers.TryGetValue(key, out var queue))
            answers[key] = queue = new();
        queue.Enqueue(answer);
        return this;
    }

    private static HttpResponseMessage Answer(int status, string body, (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
            response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }

    internal sealed record Seen(string Call, IReadOnlyDictionary<string, string> Headers, string Body)
    {
        public JsonNode Json => JsonNode.Parse(Body)!;
    }
}

internal sealed class UnregisteredCallException(string call) : Exception("Nobody expected " + call);
