using System.Net.Http;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gallabox.Core.Adapters.Outgoing;
using Microsoft.Extensions.Options;

namespace Gallabox.Core.Adapters.Meta;

/// <summary>Graph calls with our token; every answer is judged by <see cref="MetaFailures"/>.</summary>
internal sealed class GraphClient(OutgoingCalls calls, IOptionsMonitor<MetaOptions> options)
{
    private const int PageSize = 100;
    private const int MostPages = 1000;

    public Task<JsonElement> GetAsync(string id, string query, CancellationToken cancellation, string edge = "") =>
        SendAsync(HttpMethod.Get, id, edge, query, null, [], cancellation);

    /// <param name="secrets">What the body holds that no failure may repeat.</param>
    public Task<JsonElement> PostAsync(string id, string edge, JsonNode? body, CancellationToken cancellation, params string?[] secrets) =>
        SendAsync(HttpMethod.Post, id, edge, "", body, secrets, cancellation);

    /// <summary>A call whose whole answer is that it succeeded.</summary>
    public async Task DoAsync(HttpMethod method, string id, string edge, JsonNode? body, CancellationToken cancellation, params string?[] secrets)
    {
        var answer = await SendAsync(method, id, edge, "", body, secrets, cancellation);
        if (answer.Flag("success") != true)
            throw TransportFailures.Unknown(MetaFailures.Provider, "the answer does not say success");
    }

    /// <summary>All pages of an edge. Only the cursor is taken from an answer, never an address.</summary>
    public async Task<IReadOnlyList<JsonElement>> ListAsync(string id, string edge, string query, CancellationToken cancellation)
    {
        var all = new List<JsonElement>();
        string? after = null;
        for (var page = 0; page < MostPages; page++)
        {
            var cursor = after is null ? "" : $"&after={Uri.EscapeDataString(after)}";
            var answer = await GetAsync(id, $"limit={PageSize}{cursor}{(query.Length > 0 ? "&" : "")}{query}", cancellation, edge);
            if (answer.Member("data") is not { ValueKind: JsonValueKind.Array } data)
                throw TransportFailures.Unknown(MetaFailures.Provider, "a list was expected");
            all.AddRange(data.EnumerateArray());
            var next = answer.Member("paging")?.Member("cursors")?.Text("after");
            var more = data.GetArrayLength() == PageSize || answer.Member("paging")?.Member("next") is not null;
            if (!more || string.IsNullOrEmpty(next) || next == after)
                return all;
            after = next;
        }

        throw new NeedsPersonException("meta:endless-list", $"A list of Meta's has more than {MostPages} pages.");
    }

    /// <summary>Trades a sign-up code. The secret is in the query, which is logged nowhere; the code is good for one call.</summary>
    public async Task<JsonElement> ExchangeAsync(string code, CancellationToken cancellation)
    {
        var settings = options.CurrentValue;
        var query = $"client_id={settings.AppId}&client_secret={Uri.EscapeDataString(settings.AppSecret)}&code={Uri.EscapeDataString(code)}";
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"oauth/access_token?{query}", UriKind.Relative));
        OutgoingClient.Once(request);
        var answer = await calls.SendAsync(request, answer => MetaFailures.Judge(answer, "access_token", settings.AppSecret, code), cancellation);
        return answer.Json!.Value;
    }

    private async Task<JsonElement> SendAsync(
        HttpMethod method, string id, string edge, string query, JsonNode? body, string?[] secrets, CancellationToken cancellation)
    {
        var path = calls.Segment(id) + (edge.Length > 0 ? "/" + edge : "") + (query.Length > 0 ? "?" + query : "");
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        var token = options.CurrentValue.AccessToken;
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null)
            request.Content = OutgoingCalls.Body(body);
        var answer = await calls.SendAsync(request, answer => MetaFailures.Judge(answer, edge, [token, .. secrets]), cancellation);
        return answer.Json!.Value;
    }
}
