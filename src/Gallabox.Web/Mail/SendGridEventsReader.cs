using Gallabox.Core.Mail;
using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Mail;

/// <summary>Reads a batch of SendGrid's event webhook. [SG-EV; facts 7.3] Guarded as <see cref="InboundParseReader"/> is.</summary>
/// <exception cref="Core.PermanentFailureException"><c>mail:bad-key</c>, when created: a public key cannot be read.</exception>
public sealed class SendGridEventsReader(InboundParseSettings settings, TimeProvider clock)
{
    private const int MostBytes = 4 * 1024 * 1024;

    private readonly WebhookGuard guard = new(settings, clock);

    public async Task<EventsReading> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        var (body, refusal) = await guard.OpenAsync(request, MostBytes, cancellation);
        if (body is null)
            return new EventsReading.Refused(refusal ?? InboundRefusal.NotUnderstood);
        await using (body)
        {
            var bytes = new byte[body.Stream.Length];
            await body.Stream.ReadExactlyAsync(bytes, cancellation);
            return SendGridEvents.Read(bytes) is { } events
                ? new EventsReading.Events(events)
                : new EventsReading.Refused(InboundRefusal.NotUnderstood);
        }
    }
}
