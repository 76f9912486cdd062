using Gallabox.Core.Webhooks;
using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Webhooks;

/// <summary>
/// <c>/webhooks/360dialog</c>: partner events, signed with the platform secret (360dialog, "Signature Validation"). Kept as they
/// came; the work behind the queue reads the channel anew, as the events' order and completeness are not promised.
/// </summary>
public sealed class Dialog360WebhookEndpoint(WebhookOptions options, IEventSink sink)
{
    private const string Header = "x-360dialog-signature";

    private readonly WebhookSignature signature = new(SignatureForm.PrefixedOrBare, options.Dialog360Secrets);

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

    private static Taken Take(WebhookSignature signature, ReadOnlySpan<byte> body, string? header)
    {
        if (!signature.Passes(body, header))
            return Taken.Refused;
        var batch = new PackedWriter(body.Length + 64);
        PartnerEventParser.Parse(body, batch);
        return new Taken(batch);
    }
}
