using System.Globalization;
using System.Net.Http;
using System.Net.Http.Headers;
using Gallabox.Core.Adapters.Outgoing;
using Gallabox.Core.Providers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SendGrid;
using SendGrid.Helpers.Mail;

namespace Gallabox.Core.Adapters.SendGrid;

/// <summary>Hands mails to SendGrid, once each.</summary>
internal sealed class SendGridMail(IHttpClientFactory clients, IOptionsMonitor<SendGridOptions> options, TimeProvider time, ILogger<SendGridMail> logger)
    : IMailSender
{
    private const string Call = "POST mail/send";

    public async Task<string> SendAsync(OutgoingMail mail, CancellationToken cancellation)
    {
        var settings = options.CurrentValue;
        // A path in the address survives only with a slash at its end.
        var host = OutgoingClient.Folder(settings.BaseUrl).ToString();
        var sender = new SendGridClient(clients.CreateClient(SendGridRegistration.ClientName), settings.ApiKey, host);
        try
        {
            var response = await sender.SendEmailAsync(Message(mail, settings), cancellation);
            var answer = await ReadAsync(response, cancellation);
            if (SendGridFailures.Judge(answer, settings.ApiKey, mail.To) is { } failure)
                throw failure;
            OutgoingLog.Done(logger, SendGridFailures.Provider, Call);
            return Header(response.Headers, "X-Message-Id") ?? "";
        }
        catch (FailureException failure)
        {
            OutgoingLog.Failed(logger, SendGridFailures.Provider, Call, failure.Code, failure.Kind);
            throw;
        }
        catch (Exception thrown) when (TransportFailures.Of(SendGridFailures.Provider, thrown, cancellation) is { } failure)
        {
            OutgoingLog.Failed(logger, SendGridFailures.Provider, Call, failure.Code, failure.Kind);
            throw failure;
        }
    }

    private static SendGridMessage Message(OutgoingMail mail, SendGridOptions settings)
    {
        var message = new SendGridMessage
        {
            From = new EmailAddress(settings.From, settings.FromName),
            Subject = mail.Subject,
            PlainTextContent = mail.Text,
            HtmlContent = mail.Html,
        };
        message.AddTo(mail.To);
        if (settings.InboundAddress is { Length: > 0 } inbound)
            message.ReplyTo = new EmailAddress(inbound, settings.FromName);
        message.AddCustomArgs(new Dictionary<string, string> { ["mailId"] = mail.MailId, ["caseId"] = mail.CaseId });
        message.SetClickTracking(enable: false, enableText: false); // links are signed and personal: they lead to us, not through a tracker
        foreach (var (name, value) in MessageHeaders.Of(mail))
            message.AddHeader(name, value);
        foreach (var attachment in mail.Attachments)
            message.AddAttachment(attachment.Name, Convert.ToBase64String(attachment.Content), attachment.ContentType, "attachment");
        return message;
    }

    private async Task<ForeignAnswer> ReadAsync(Response response, CancellationToken cancellation)
    {
        var body = await response.Body.ReadAsByteArrayAsync(cancellation);
        return new ForeignAnswer((int)response.StatusCode, ForeignJson.Parse(body), RetryAfter(response.Headers));
    }

    private TimeSpan? RetryAfter(HttpResponseHeaders headers)
    {
        var reset = long.TryParse(Header(headers, "X-RateLimit-Reset"), NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < int.MaxValue
            ? DateTimeOffset.FromUnixTimeSeconds(at) - time.GetUtcNow()
            : headers.RetryAfter?.Delta;
        return reset > TimeSpan.Zero ? reset : null;
    }

    private static string? Header(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
