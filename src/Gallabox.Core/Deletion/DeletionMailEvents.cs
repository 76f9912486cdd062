using Gallabox.Core.Cases;
using Gallabox.Core.Mail;
using Gallabox.Core.Orchestration;

namespace Gallabox.Core.Deletion;

/// <summary>What becomes of a deletion when a mail of ours comes back.</summary>
public sealed class DeletionMailEvents(CaseStore cases, Outbox outbox, IOrchestrationClient flows, TimeProvider time)
{
    /// <summary>
    /// Records that a mail did not arrive. When it was the one that names the date, and no other correspondent got it, the
    /// customer does not know the date, and the deletion does not go on as if they did.
    /// </summary>
    public async Task BouncedAsync(OutboxMail mail, CancellationToken cancellation)
    {
        var mails = await outbox.OfCaseAsync(mail.Mail.CaseId, cancellation);
        var nobodyKnows = DatedPurpose(mail) is { } purpose
            && mails.Where(sent => DatedPurpose(sent) == purpose).All(sent => sent.State == MailState.Bounced);
        await cases.ChangeAsync<DeletionFacts>(mail.Mail.CaseId, today => today.Facts.Bounced.Contains(mail.Mail.MailId) ? null : new(
            today.Case,
            today.Facts with
            {
                Bounced = [.. today.Facts.Bounced, mail.Mail.MailId],
                AnnouncementBounced = today.Facts.AnnouncementBounced || (nobodyKnows && today.Case.Stage == CaseState.Scheduled),
            },
            new(time.GetUtcNow(), "sendgrid", "mail_bounced", $"A mail to {mail.Mail.To} came back: {mail.Problem ?? "no reason given"}.",
                new Dictionary<string, string> { ["mail"] = mail.Mail.MailId })), cancellation);
        await flows.RaiseAsync(mail.Mail.CaseId, CaseSteps.Nudge, cancellation);
    }

    /// <summary>The part of a mail's id that names one announcement of one date, or null for other mails.</summary>
    private static string? DatedPurpose(OutboxMail mail) =>
        mail.Mail.MailId.Split('.') is [_, var purpose, ..] && purpose.StartsWith("date-", StringComparison.Ordinal) ? purpose : null;
}
