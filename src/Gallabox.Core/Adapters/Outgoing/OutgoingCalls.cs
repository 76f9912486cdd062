using System.Net.Http;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace Gallabox.Core.Adapters.Outgoing;

/// <summary>Sends calls to one provider and reads what comes back. Every failure is logged with its code; no content ever is.</summary>
internal sealed class OutgoingCalls(string provider, HttpClient http, TimeProvider time, ILogger logger)
{
    /// <param name="request">Its path must hold no secret: paths are logged, queries are not.</param>
    /// <param name="judge">Makes the failure out of an answer, or null where the answer is good.</param>
    public async Task<ForeignAnswer> SendAsync(
        HttpRequestMessage request, Func<ForeignAnswer, FailureException?> judge, CancellationToken cancellation)
    {
        var call = $"{request.Method} {request.RequestUri!.ToString().Split('?')[0]}";
        try
        {
            using var response = await http.SendAsync(request, cancellation);
            var body = await response.Content.ReadAsByteArrayAsync(cancellation);
            var answer = new ForeignAnswer((int)response.StatusCode, ForeignJson.Parse(body), RetryAfter(response.Headers));
            if (judge(answer) is { } failure)
                throw failure;
            if (request.Method != HttpMethod.Get)
                OutgoingLog.Done(logger, provider, call);
            return answer;
        }
        catch (FailureException failure)
        {
            OutgoingLog.Failed(logger, provider, call, failure.Code, failure.Kind);
            throw;
        }
        catch (Exception thrown) when (TransportFailures.Of(provider, thrown, cancellation) is { } failure)
        {
            OutgoingLog.Failed(logger, provider, call, failure.Code, failure.Kind);
            throw failure;
        }
    }

    public static ByteArrayContent Body(JsonNode body) =>
        new(Wire.ToBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    /// <summary>An id as one segment of a path. Anything that could leave the segment is refused before it is sent.</summary>
    public string Segment(string id) => id.Length > 0 && id.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
        ? id
        : throw new PermanentFailureException($"{provider}:bad-id", $"An id of {provider} has letters, digits, hyphens and underscores only.");

    private TimeSpan? RetryAfter(HttpResponseHeaders headers)
    {
        var wait = headers.RetryAfter?.Delta ?? headers.RetryAfter?.Date - time.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : null;
    }
}
