using Gallabox.Core;
using Gallabox.Core.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Gallabox.Web.Webhooks;

/// <summary>What the three webhook endpoints answer, and how they hand on what they took.</summary>
internal static class WebhookAnswers
{
    private static readonly IResult ok = Results.Ok();

    public static IResult BadSignature { get; } = Results.Problem(
        statusCode: StatusCodes.Status401Unauthorized, title: "The signature does not fit the body.",
        detail: "Sign the raw bytes with the app's present secret.", type: "urn:gallabox:webhook-signature");

    public static IResult TooLarge { get; } = Results.Problem(
        statusCode: StatusCodes.Status413PayloadTooLarge, title: "The body is too large.",
        detail: $"Send at most {WebhookOptions.MaxBody} bytes.", type: "urn:gallabox:webhook-too-large");

    private static IResult Busy { get; } = Results.Problem(
        statusCode: StatusCodes.Status503ServiceUnavailable, title: "The events could not be stored.",
        detail: "Send them again later.", type: "urn:gallabox:webhook-busy");

    /// <summary>Keeps what was parsed and answers 200; 503 where it could not be kept, so that the sender comes again.</summary>
    public static async Task<IResult> KeepAsync(IEventSink sink, PackedWriter batch, CancellationToken cancellation)
    {
        try
        {
            if (batch.Length > 0)
                await sink.AcceptAsync(batch.Written, cancellation);
            return ok;
        }
        catch (TransientFailureException)
        {
            return Busy;
        }
        finally
        {
            batch.Release();
        }
    }

    /// <summary>The header's one value; null where there is none, or more than one.</summary>
    public static string? Single(HttpRequest request, string header) =>
        request.Headers.TryGetValue(header, out var values) && values is { Count: 1 } ? Only(values) : null;

    private static string? Only(StringValues values) => values[0];
}
