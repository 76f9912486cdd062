using System.Net.Http;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gallabox.Core.Adapters.Outgoing;
using Microsoft.Extensions.Options;

namespace Gallabox.Core.Adapters.Dialog360;

/// <summary>Calls of the Partner API, below our own partner. The partner key goes to the hub only.</summary>
internal sealed class HubClient(OutgoingCalls calls, IOptionsMonitor<Dialog360Options> options)
{
    private const int PageSize = 200;
    private const int MostPages = 1000;

    public string Segment(string id) => calls.Segment(id);

    /// <param name="path">Below the partner, such as <c>/channels</c>; empty for the partner itself.</param>
    public async Task<JsonElement> SendAsync(
        HttpMethod method, string path, JsonNode? body, CancellationToken cancellation, Dialog360Call call = Dialog360Call.Plain)
    {
        var settings = options.CurrentValue;
        using var request = new HttpRequestMessage(method, new Uri($"partners/{settings.PartnerId}{path}", UriKind.Relative));
        request.Headers.Add("x-api-key", settings.PartnerKey);
        if (body is not null)
            request.Content = OutgoingCalls.Body(body);
        var answer = await calls.SendAsync(request, answer => Dialog360Failures.Judge(answer, call, settings.PartnerKey), cancellation);
        return answer.Json!.Value;
    }

    /// <summary>All pages of a list.</summary>
    public async Task<IReadOnlyList<JsonElement>> ListAsync(string path, string member, JsonObject filters, CancellationToken cancellation)
    {
        var all = new List<JsonElement>();
        var query = filters.Count == 0 ? "" : "&filters=" + Uri.EscapeDataString(filters.ToJsonString(Wire.Json));
        for (var page = 0; page < MostPages; page++)
        {
            var answer = await SendAsync(HttpMethod.Get, $"{path}?limit={PageSize}&offset={all.Count}{query}", null, cancellation);
            if (answer.Member(member) is not { ValueKind: JsonValueKind.Array } items)
                throw TransportFailures.Unknown(Dialog360Failures.Provider, "a list was expected");
            all.AddRange(items.EnumerateArray());
            var isLast = answer.Whole("total") is { } total ? all.Count >= total : items.GetArrayLength() < PageSize;
            if (isLast || items.GetArrayLength() == 0)
                return all;
        }

        throw new NeedsPersonException("dialog360:endless-list", $"A list of 360dialog's has more than {MostPages} pages.");
    }
}
