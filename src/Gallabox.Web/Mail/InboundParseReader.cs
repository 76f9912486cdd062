using Gallabox.Core.Mail;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Gallabox.Web.Mail;

/// <summary>
/// Reads a delivery of SendGrid's Inbound Parse, parsed or raw. [SG-IN, SG-SEC; facts 7.1] The signature is checked on the raw
/// bytes before anything is parsed; a 30 MB mail costs no more memory than a small one.
/// </summary>
/// <exception cref="Core.PermanentFailureException"><c>mail:bad-key</c>, when created: a public key cannot be read.</exception>
public sealed class InboundParseReader(InboundParseSettings settings, TimeProvider clock)
{
    private const int LongestBoundary = 200;

    // How the form reader says that the last boundary is missing; the system's own failures (a full disk) carry other codes.
    private const int UnexpectedEnd = unchecked((int)0x80131620);

    private readonly WebhookGuard guard = new(settings, clock);

    /// <summary>Whatever the bytes are, the answer is a mail or a refusal; only a broken connection or a full disk throws.</summary>
    public async Task<InboundReading> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (Boundary(request.ContentType) is not { } boundary)
            return new InboundReading.Refused(InboundRefusal.WrongContentType);
        var (body, refusal) = await guard.OpenAsync(request, settings.MostBytes, cancellation);
        if (body is null)
            return new InboundReading.Refused(refusal ?? InboundRefusal.NotUnderstood);
        await using (body)
        {
            var parts = await PartsAsync(body.Stream, boundary, cancellation);
            return parts is null
                ? new InboundReading.Refused(InboundRefusal.NotUnderstood)
                : new InboundReading.Mail(parts.ToMail(clock.GetUtcNow()));
        }
    }

    private static async Task<MailParts?> PartsAsync(Stream body, string boundary, CancellationToken cancellation)
    {
        try
        {
            await using var form = await MailForm.ReadAsync(body, boundary, cancellation);
            var fields = new ParsedFields(form.Fields);
            if (form.Message is not null)
                return await MimeMail.ReadAsync(form.Message, cancellation) is { } message ? fields.Delivered(message) : null;
            return fields.IsMail ? fields.ToParts() with { Attachments = form.Attachments, Report = form.Report } : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
        catch (IOException failure) when (failure.HResult == UnexpectedEnd)
        {
            return null;
        }
    }

    private static string? Boundary(string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            return null;
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        return boundary.Length is > 0 and <= LongestBoundary ? boundary : null;
    }
}
