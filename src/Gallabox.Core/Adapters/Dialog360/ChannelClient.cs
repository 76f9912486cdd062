using System.Net.Http;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gallabox.Core.Adapters.Outgoing;

namespace Gallabox.Core.Adapters.Dialog360;

/// <summary>Calls on one number's messaging address, with its own key.</summary>
internal sealed class ChannelClient(OutgoingCalls calls)
{
    public async Task<JsonElement> SendAsync(
        HttpMethod method, string address, string path, string apiKey, JsonNode? body, CancellationToken cancellation,
        Dialog360Call call = Dialog360Call.Plain)
    {
        using var request = new HttpRequestMessage(method, new Uri(OutgoingClient.Folder(address), path));
        request.Headers.Add("D360-API-KEY", apiKey);
        if (body is not null)
            request.Content = OutgoingCalls.Body(body);
        var answer = await calls.SendAsync(request, answer => Dialog360Failures.Judge(answer, call, apiKey), cancellation);
        return answer.Json!.Value;
    }
}
