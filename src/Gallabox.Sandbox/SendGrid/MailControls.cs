using System.Text;
using Gallabox.Sandbox.Calls;
using Gallabox.Sandbox.Delivery;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.SendGrid;

/// <summary>Control routes of the mail world: people write to us, read what we wrote, and their servers bounce it.</summary>
internal static class MailControls
{
    private static readonly string[] events = ["bounce", "dropped", "deferred", "delivered", "open", "spamreport", "processed"];

    public static void Map(IEndpointRouteBuilder app, SandboxWorld sandbox, Agenda agenda)
    {
        app.MapPost("/sandbox/mail", (Posted<InboundMail> posted, CancellationToken cancellation) =>
            DeliverAsync(sandbox, agenda, posted.Body, cancellation));
        app.MapGet("/sandbox/mail", (string? to) => sandbox.Change(world => Control.Ok(world.All<SentMail>()
            .Where(mail => to is null || string.Equals(mail.To, to, StringComparison.OrdinalIgnoreCase)).Select(Show))));
        app.MapPost("/sandbox/mail/{id}/bounce", (string id) => Tell(sandbox, id, "bounce", "550 5.1.1 The address does not exist"));
        app.MapPost("/sandbox/mail/{id}/event", (string id, Posted<EventRequest> posted) => events.Contains(posted.Body.Event)
            ? Tell(sandbox, id, posted.Body.Event!, posted.Body.Reason)
            : Control.Refuse(400, "unknown-event", $"event is one of {string.Join(", ", events)}."));
    }

    private static async Task<IResult> DeliverAsync(SandboxWorld sandbox, Agenda agenda, InboundMail mail, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(mail.From))
            return Control.Refuse(400, "missing-from", "from is required.");
        var id = MessageId(mail, sandbox);
        var body = await InboundParse.BuildAsync(mail, id, mail.To ?? sandbox.Options.InboundAddress, sandbox.Now);
        var webhook = sandbox.Change(world =>
            Outbox.AddLeased(world, Sender.SendGridInbound, InboundParse.Path, body, InboundParse.ContentType));
        // Only 5xx and silence bring a mail again; for 4xx the sources disagree (facts 7.1).
        var answer = await agenda.SendNowAsync(webhook, static status => status is 0 or >= 500, mail.Retry, cancellation);
        return Control.Ok(new { answer.Status, answer.Body, messageId = id });
    }

    private static string MessageId(InboundMail mail, SandboxWorld sandbox) => mail.MessageId switch
    {
        null => $"<sandbox-{sandbox.Change(static world => world.Next("inbound-mail"))}@{mail.Domain}>",
        ['<', ..] given => given,
        { } given => $"<{given}>",
    };

    private static IResult Tell(SandboxWorld sandbox, string id, string name, string? reason) => sandbox.Change(world =>
    {
        if (world.Find<SentMail>(id) is not { } mail)
            return Control.Refuse(404, "unknown-mail", "No such mail has been sent.");
        if (name == "bounce")
            world.Put(mail.To.ToLowerInvariant(), new BouncedAddress(mail.To, world.Now));
        MailEvents.Send(world, mail, name, reason);
        return Control.Ok(new { mail.Id, @event = name });
    });

    private static object Show(SentMail mail) => new
    {
        mail.Id,
        mail.To,
        mail.From,
        mail.Subject,
        mail.Text,
        mail.Html,
        mail.At,
        caseId = mail.Arguments.GetValueOrDefault("caseId"),
        mailId = mail.Arguments.GetValueOrDefault("mailId"),
        messageId = mail.Headers.GetValueOrDefault("Message-ID"),
        headers = mail.Headers,
        attachments = mail.Attachments.Select(static one => one with
        {
            Content = one.Type.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
                ? Encoding.UTF8.GetString(Convert.FromBase64String(one.Content))
                : one.Content,
        }),
    };

    internal sealed record EventRequest(string? Event, string? Reason);
}
