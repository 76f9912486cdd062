using Gallabox.Core;
using Gallabox.Core.Webhooks;
using Gallabox.Web.Answers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Gallabox.Web.Webhooks;

/// <summary>What the three webhook endpoints answer, and how they hand on what they took.</summary>
internal static class WebhookAnswers
{
    private static readonly IResult ok = new Acknowledged();

    private static readonly IResult badSignature = Problem.Of(
        StatusCodes.Status401Unauthorized, "webhook-signature", "The signature does not fit the body", "Sign the raw bytes with the present secret.");

    public static IResult TooLarge { get; } = Problem.Of(
        StatusCodes.Status413PayloadTooLarge, "webhook-too-large", "The body is too large", $"Send at most {WebhookOptions.MaxBody} bytes.");

    public static IResult BadToken { get; } = Problem.Of(
        StatusCodes.Status403Forbidden, "webhook-token", "The verify token is wrong", "Enter the token of this system's settings in the app's webhook page.");

    private static IResult Busy { get; } = Problem.Of(
        StatusCodes.Status503ServiceUnavailable, "webhook-busy", "The events could not be stored", "Send them again later.");

    /// <summary>Refuses, and counts it: many of them mean a rotation that was not finished, or somebody who tries.</summary>
    public static IResult BadSignature()
    {
        Telemetry.Refused("webhooks", "bad_signature");
        return badSignature;
    }

    /// <summary>Keeps what was parsed and answers 200; 503 where it could not be kept, so that the sender comes again.</summary>
    public static async Task<IResult> KeepAsync(IEventSink sink, PackedWriter batch, CancellationToken cancellation)
    {
        try
        {
            if (batch.Length > 0)
                await sink.AcceptAsync(batch.Written, cancellation);
            Telemetry.Accepted("webhook");
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

    /// <summary>200 without a body, and without a logger of its own for each answer.</summary>
    private sealed class Acknowledged : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status200OK;
            httpContext.Response.ContentLength = 0;
            return Task.CompletedTask;
        }
    }
}
