using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gallabox.Core.Mail;
using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Mail;

/// <summary>
/// Takes a webhook's body in and checks who sent it, before anything in it is parsed. The body is spooled to a file while it is
/// hashed: memory does not grow with it.
/// </summary>
internal sealed class WebhookGuard(InboundParseSettings settings, TimeProvider clock)
{
    private readonly SendGridSignature signature = new(settings.PublicKeys);

    /// <returns>The proven body, to be disposed, or why there is none.</returns>
    public async Task<(SpooledBody? Body, InboundRefusal? Refusal)> OpenAsync(
        HttpRequest request, long mostBytes, CancellationToken cancellation)
    {
        if (CheckHeaders(request) is { } refusal)
            return (null, refusal);
        if (request.ContentLength > mostBytes)
            return (null, InboundRefusal.TooLarge);
        using var hash = SendGridSignature.Begin(request.Headers[SendGridSignature.TimestampHeader].ToString());
        var body = await SpooledBody.ReadAsync(request, mostBytes, hash, cancellation);
        if (body is null)
            return (null, InboundRefusal.TooLarge);
        if (!signature.HasKeys || signature.Verifies(hash.GetHashAndReset(), request.Headers[SendGridSignature.SignatureHeader].ToString()))
            return (body, null);
        await body.DisposeAsync();
        return (null, InboundRefusal.BadSignature);
    }

    private InboundRefusal? CheckHeaders(HttpRequest request)
    {
        if (!signature.HasKeys && string.IsNullOrEmpty(settings.UrlSecret))
            return InboundRefusal.NotConfigured;
        if (settings.UrlSecret is { Length: > 0 } secret && !Same(secret, request.Query["key"].ToString()))
            return InboundRefusal.Unsigned;
        if (!signature.HasKeys)
            return null;
        var timestamp = request.Headers[SendGridSignature.TimestampHeader];
        if (request.Headers[SendGridSignature.SignatureHeader].Count != 1 || timestamp.Count != 1)
            return InboundRefusal.Unsigned;
        var stale = settings.TimestampTolerance is { } tolerance && !IsNear(timestamp.ToString(), tolerance);
        return stale ? InboundRefusal.StaleTimestamp : null;
    }

    private bool IsNear(string timestamp, TimeSpan tolerance) =>
        long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && Math.Abs(clock.GetUtcNow().ToUnixTimeSeconds() - (double)seconds) <= tolerance.TotalSeconds;

    private static bool Same(string secret, string given) =>
        CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(secret)),
            SHA256.HashData(Encoding.UTF8.GetBytes(given)));
}
