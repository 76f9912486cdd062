using Gallabox.Core.Webhooks;
using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Webhooks;

/// <summary>
/// <c>/webhooks/meta</c> (Meta, "Create a webhook endpoint"): 200 means that every event of the body is on the disk. Only a
/// wrong signature is refused; whatever is signed and not understood is kept.
/// </summary>
public sealed class MetaWebhookEndpoint(WebhookOptions options, IEventSink sink)
{
    private const string Header = "X-Hub-Signature-256";

    private readonly WebhookSignature signature = new(SignatureForm.Prefixed, options.MetaAppSecrets);

    /// <summary>The handshake: with our token, its challenge comes back as plain text.</summary>
    public Task<IResult> VerifyAsync(HttpRequest request, CancellationToken cancellation)
    {
        var token = request.Query["hub.verify_token"];
        var passes = request.Query["hub.mode"] == "subscribe" && token.Count == 1 && IsOurs(token[0]);
        return Task.FromResult(passes
            ? Results.Text(request.Query["hub.challenge"].ToString(), "text/plain")
            : WebhookAnswers.BadToken);
    }

    public async Task<IResult> ReceiveAsync(HttpRequest request, CancellationToken cancellation)
    {
        var header = WebhookAnswers.Single(request, Header);
        var taken = await WebhookBody.UseAsync(request, (signature, header), static (state, body) => Take(state.signature, body, state.header), cancellation);
        return taken switch
        {
            null => WebhookAnswers.TooLarge,
            { Batch: null } => WebhookAnswers.BadSignature(),
            { Batch: { } batch } => await WebhookAnswers.KeepAsync(sink, batch, cancellation),
        };
    }

    private bool IsOurs(string? token)
    {
        var ours = false;
        foreach (var expected in options.MetaVerifyTokens)
            ours |= expected.Length > 0 && WebhookSignature.SameText(token, expected);
        return ours;
    }

    private static Taken Take(WebhookSignature signature, ReadOnlySpan<byte> body, string? header)
    {
        if (!signature.Passes(body, header))
            return Taken.Refused;
        var batch = new PackedWriter(256);
        WebhookParser.Parse(body, EventSource.Meta, [], batch);
        return new Taken(batch);
    }
}

/// <summary>What became of a body: a batch, or nothing because its sender did not prove itself.</summary>
internal sealed record Taken(PackedWriter? Batch)
{
    public static Taken Refused { get; } = new((PackedWriter?)null);
}
