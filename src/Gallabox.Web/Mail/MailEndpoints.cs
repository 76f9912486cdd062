using Gallabox.Core;
using Gallabox.Core.Intake;
using Gallabox.Core.Mail;
using Gallabox.Core.Queue;
using Gallabox.Web.Answers;
using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Mail;

/// <summary>
/// What the mail service delivers: customers' mails, and its words on ours. Verify, keep, acknowledge; the rest happens behind
/// the queue. A 2xx says that it is kept; whatever is refused leaves nothing behind but an audit entry.
/// </summary>
public sealed class MailEndpoints(InboundParseReader mails, SendGridEventsReader events, MailStore store, RefusalLog refusals, IWorkQueue queue)
{
    private const int EventsAtOnce = 100;

    /// <summary>One mail, in parsed or raw MIME mode. A repeated delivery is acknowledged and changes nothing.</summary>
    public async Task<IResult> InboundAsync(HttpRequest request, CancellationToken cancellation)
    {
        var reading = await mails.ReadAsync(request, cancellation);
        if (reading is not InboundReading.Mail { Value: var mail })
            return await RefuseAsync(request, ((InboundReading.Refused)reading).Reason, cancellation);
        await store.KeepAsync(mail, cancellation);
        await queue.SendAsync(new WorkMessage("mail-" + mail.Id, MailIntake.Kind, "mail:" + (mail.Sender ?? mail.Id), Body(new MailArrived(mail.Id))), cancellation);
        return Answer.Json(new { mail.Id });
    }

    /// <summary>A batch of events on mails of ours; those on others' are acknowledged and dropped.</summary>
    public async Task<IResult> EventsAsync(HttpRequest request, CancellationToken cancellation)
    {
        var reading = await events.ReadAsync(request, cancellation);
        if (reading is not EventsReading.Events { Values: var told })
            return await RefuseAsync(request, ((EventsReading.Refused)reading).Reason, cancellation);
        var ours = told.Where(one => one is { CaseId: not null, MailId: not null }).ToList();
        foreach (var some in ours.Chunk(EventsAtOnce))
            await queue.SendAsync(new WorkMessage("events-" + some[0].Id, ReturnedMail.EventsKind, "case:" + some[0].CaseId, Body(some)), cancellation);
        return Answer.Json(new { Accepted = ours.Count });
    }

    private async Task<IResult> RefuseAsync(HttpRequest request, InboundRefusal reason, CancellationToken cancellation)
    {
        await refusals.AddAsync(request.Path, Wire.Name(reason), cancellation);
        return Problem.Of(reason.Status(), Wire.Name(reason).Replace('_', '-'), "The delivery was not taken", Words(reason));
    }

    private static string Words(InboundRefusal reason) => reason switch
    {
        InboundRefusal.NotConfigured => "This host has no key to check the mail service with. Set SendGrid:InboundPublicKey and SendGrid:EventPublicKey.",
        InboundRefusal.Unsigned => "The request carries no signature. Attach a security policy to the parse setting, so that the mail service signs it.",
        InboundRefusal.BadSignature => "The signature does not fit the bytes of the request. Check the public key, and that nothing in between rewrites the body.",
        InboundRefusal.StaleTimestamp => "The signature is too old.",
        InboundRefusal.WrongContentType => "Send multipart/form-data, as Inbound Parse does, with its boundary.",
        InboundRefusal.TooLarge => "The request is larger than the mail service delivers (30 MB and its encodings).",
        _ => "The body is not what the mail service delivers here.",
    };

    private static string Body<T>(T value) => System.Text.Json.JsonSerializer.Serialize(value, Wire.Json);
}
