using Gallabox.Core.Deletion;
using Gallabox.Core.Mail;

namespace Gallabox.Core.Intake;

/// <summary>What SendGrid's events, and delivery reports that come as mails, say of the mails that we sent.</summary>
public sealed class ReturnedMail(Outbox outbox, DeletionMailEvents deletions)
{
    public const string EventsKind = "mail-events";

    /// <summary>A delivery report that came as a mail.</summary>
    public async Task<MailOutcome> HandleAsync(MailIntent.Bounce bounce, CancellationToken cancellation)
    {
        if (bounce is not { CaseId: { } caseId, Purpose: { } purpose })
            return new MailOutcome("ignored", bounce.CaseId, "A delivery report that names no mail of ours.");
        await TakeAsync(caseId, $"{caseId}.{purpose}", MailState.Bounced, "a delivery report came back", cancellation);
        return new MailOutcome("returned", caseId, "A mail of ours came back.");
    }

    /// <summary>A batch of SendGrid's events, repeated and in any order. [facts 7.3]</summary>
    public async Task HandleEventsAsync(IReadOnlyList<SendGridEvent> events, CancellationToken cancellation)
    {
        foreach (var told in events)
            if (told is { CaseId: { } caseId, MailId: { } mailId } && State(told) is { } state)
                await TakeAsync(caseId, mailId, state, told.Reason ?? told.Type, cancellation);
    }

    private async Task TakeAsync(string caseId, string mailId, MailState state, string? problem, CancellationToken cancellation)
    {
        var mail = await outbox.ConfirmAsync(caseId, mailId, state, problem, cancellation);
        if (mail is { State: MailState.Bounced } && caseId.StartsWith("del-", StringComparison.Ordinal))
            await deletions.BouncedAsync(mail, cancellation);
    }

    private static MailState? State(SendGridEvent told) => told switch
    {
        { IsUndelivered: true } => MailState.Bounced,
        { Kind: SendGridEventKind.Delivered or SendGridEventKind.Open or SendGridEventKind.Click } => MailState.Delivered,
        { Kind: SendGridEventKind.Processed or SendGridEventKind.Deferred } => MailState.Sent,
        _ => null,
    };
}
