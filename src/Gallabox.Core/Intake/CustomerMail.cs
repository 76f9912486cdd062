using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Core.Deletion;
using Gallabox.Core.Mail;
using Gallabox.Core.Orchestration;

namespace Gallabox.Core.Intake;

/// <summary>Mails of proven customers: the only ones that open, end or speak to a case.</summary>
public sealed class CustomerMail(CaseStore cases, DeletionRequests deletions, DeletionActs acts, IntakeLetters letters, IOrchestrationClient flows, TimeProvider time)
{
    private const int LongestWords = 4000;

    public Task<MailOutcome> HandleAsync(
        InboundMail mail, MailIntent intent, Account account, SenderTrust.Trusted sender, CancellationToken cancellation) => intent switch
        {
            MailIntent.DeletionRequest { Match: PhoneMatch.One one } => OpenAsync(mail, one.Number, account, sender, cancellation),
            MailIntent.DeletionRequest asked => AskBackAsync(mail, asked.Match, cancellation),
            MailIntent.NearMiss near => SuggestAsync(mail, near.Suggestion, cancellation),
            MailIntent.Cancellation cancelled => CancelAsync(mail, cancelled, sender, cancellation),
            MailIntent.Reply reply => NoteAsync(mail, reply.CaseId, reply.Words, sender, cancellation),
            _ => Task.FromResult(new MailOutcome(MailStore.ForAPerson, null, "It asks for nothing that is known here.")),
        };

    /// <summary>What a mail becomes as a request.</summary>
    internal static RequestMail Request(InboundMail mail) => new(
        mail.Sender!, Bracketed(mail.MessageId ?? mail.Id), mail.Subject, [.. mail.References.Select(Bracketed)], mail.ReceivedAt, Words(mail));

    private async Task<MailOutcome> OpenAsync(
        InboundMail mail, PhoneNumber phone, Account account, SenderTrust.Trusted sender, CancellationToken cancellation)
    {
        var caseId = await deletions.OpenAsync(new DeletionRequest(mail.Id, phone, account, Request(mail), sender.Evidence), cancellation);
        return new MailOutcome("requested", caseId, "A proven customer asked for a deletion.");
    }

    private async Task<MailOutcome> AskBackAsync(InboundMail mail, PhoneMatch match, CancellationToken cancellation)
    {
        await letters.AskForNumberAsync(mail, match, cancellation);
        return new MailOutcome("asked_back", null, $"The request names no number for sure ({match.GetType().Name}).");
    }

    private async Task<MailOutcome> SuggestAsync(InboundMail mail, string suggestion, CancellationToken cancellation)
    {
        await letters.SuggestAsync(mail, suggestion, cancellation);
        return new MailOutcome("asked_back", null, "It seems to ask for a deletion, in other words.");
    }

    private async Task<MailOutcome> CancelAsync(
        InboundMail mail, MailIntent.Cancellation cancelled, SenderTrust.Trusted sender, CancellationToken cancellation)
    {
        if (cancelled.CaseId is not { } caseId)
        {
            await letters.NothingOpenAsync(mail, cancellation);
            return new MailOutcome("asked_back", null, "It takes something back, and nothing is open that it could mean.");
        }

        if (!cancelled.Certain)
            return await HoldAsync(mail, caseId, sender, cancellation);
        var act = new ActRequest("cancel", Actor.Customer, "customer:" + sender.Address, $"Taken back by mail: \"{mail.Subject}\".");
        if (await acts.ActAsync(caseId, act, cancellation) is ActResult.Accepted)
            return new MailOutcome("cancelled", caseId, "A proven customer took the request back.");
        if ((await cases.FindAsync(caseId, cancellation))?.Ending is null)
            await letters.TooLateAsync(mail, cancellation);
        return new MailOutcome("too_late", caseId, "The deletion had begun, or had ended already.");
    }

    /// <summary>Nobody can tell what is wanted: the deletion stops until a person has read the mail.</summary>
    private async Task<MailOutcome> HoldAsync(InboundMail mail, string caseId, SenderTrust.Trusted sender, CancellationToken cancellation)
    {
        await cases.ChangeAsync<DeletionFacts>(caseId, today => today.Facts.Unclear == mail.Id || !today.Case.Open ? null : new(
            today.Case, today.Facts with { Unclear = mail.Id },
            Entry(sender, "unclear_mail", $"The customer's mail can be read as taking the request back; a person has to read it: \"{Words(mail)}\"", mail)), cancellation);
        await letters.OnHoldAsync(mail, cancellation);
        await flows.RaiseAsync(caseId, CaseSteps.Nudge, cancellation);
        return new MailOutcome(MailStore.ForAPerson, caseId, "It may take the request back; the case waits until a person has read it.");
    }

    private async Task<MailOutcome> NoteAsync(InboundMail mail, string caseId, string words, SenderTrust.Trusted sender, CancellationToken cancellation)
    {
        await cases.ChangeAsync<object>(caseId, today => new(today.Case, today.Facts, Entry(sender, "customer_wrote", words, mail)), cancellation);
        return new MailOutcome("noted", caseId, "A reply; it stands in the case's timeline.");
    }

    private static string Words(InboundMail mail)
    {
        var words = OwnWords.Of(mail.Text).Written;
        return words.Length > LongestWords ? words[..LongestWords] : words;
    }

    private TimelineEntry Entry(SenderTrust.Trusted sender, string type, string text, InboundMail mail) => new(
        time.GetUtcNow(), "customer:" + sender.Address, type, text, new Dictionary<string, string> { ["mail"] = mail.Id, ["subject"] = mail.Subject });

    private static string Bracketed(string id) => id.StartsWith('<') ? id : $"<{id}>";
}
