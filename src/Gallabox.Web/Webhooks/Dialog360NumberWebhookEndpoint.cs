using System.Text;
using Gallabox.Core.Webhooks;
using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Webhooks;

/// <summary>
/// <c>/webhooks/360dialog/{channelId}</c>: the message webhook of one number, Meta's envelope or the old host's top-level shape.
/// It proves itself by our own secret header, as Meta's signature is not passed on (facts 6.4, 6.5).
/// </summary>
public sealed class Dialog360NumberWebhookEndpoint(WebhookOptions options, IEventSink sink)
{
    private const int MaxChannel = 64;

    public async Task<IResult> ReceiveAsync(HttpRequest request, CancellationToken cancellation)
    {
        var channelId = request.RouteValues["channelId"] as string ?? "";
        if (!IsOurs(WebhookAnswers.Single(request, WebhookOptions.NumberHeader)) || channelId.Length is 0 or > MaxChannel)
            return WebhookAnswers.BadSignature();
        var batch = await WebhookBody.UseAsync(request, channelId, static (channel, body) => Take(channel, body), cancellation);
        return batch is null ? WebhookAnswers.TooLarge : await WebhookAnswers.KeepAsync(sink, batch, cancellation);
    }

    private bool IsOurs(string? key)
    {
        var ours = false;
        foreach (var expected in options.Dialog360NumberKeys)
            ours |= expected.Length > 0 && WebhookSignature.SameText(key, expected);
        return ours;
    }

    private static PackedWriter Take(string channel, ReadOnlySpan<byte> body)
    {
        var batch = new PackedWriter(256);
        WebhookParser.Parse(body, EventSource.Dialog360Number, Encoding.UTF8.GetBytes(channel), batch);
        return batch;
    }
}
