using System.Net.Http.Headers;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Delivery;

/// <summary>What the target answered; status 0 when there was no answer.</summary>
internal sealed record TargetAnswer(int Status, string Body);

/// <summary>Sends one webhook to the target, signed, without following redirects.</summary>
internal sealed class WebhookPost(SandboxWorld world, SandboxEnvironment environment, WebhookSignature signature) : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(30) };

    public async Task<TargetAnswer> SendAsync(OutgoingWebhook webhook, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, environment.AtTarget(webhook.Url));
        request.Content = new ByteArrayContent(webhook.Body);
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(webhook.ContentType);
        foreach (var (name, value) in webhook.Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        foreach (var (name, value) in signature.Sign(webhook.Sender, webhook.Body, world.Now))
            request.Headers.TryAddWithoutValidation(name, value);
        return await SendAsync(request, cancellation);
    }

    /// <summary>Asks a callback address for the challenge as Meta does (facts 4.1); true when it came back unchanged.</summary>
    public async Task<bool> ShakeHandsAsync(string url, string verifyToken, CancellationToken cancellation)
    {
        var challenge = SandboxSecrets.Token(12);
        var query = $"hub.mode=subscribe&hub.challenge={challenge}&hub.verify_token={Uri.EscapeDataString(verifyToken)}";
        var address = environment.AtTarget(url);
        using var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(address)
        {
            Query = address.Query.Length > 1 ? address.Query[1..] + "&" + query : query,
        }.Uri);
        var answer = await SendAsync(request, cancellation);
        return answer.Status == 200 && answer.Body == challenge;
    }

    public void Dispose() => client.Dispose();

    private async Task<TargetAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            using var response = await client.SendAsync(request, cancellation);
            return new TargetAnswer((int)response.StatusCode, await response.Content.ReadAsStringAsync(cancellation));
        }
        catch (HttpRequestException failure)
        {
            return new TargetAnswer(0, failure.Message);
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new TargetAnswer(0, "No answer in time.");
        }
    }
}
