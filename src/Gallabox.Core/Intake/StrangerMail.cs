using Gallabox.Core.Accounts;
using Gallabox.Core.Deletion;
using Gallabox.Core.Mail;

namespace Gallabox.Core.Intake;

/// <summary>Mails of people we do not know, or who are not proven to be who they say.</summary>
public sealed class StrangerMail(DeletionRequests deletions, IntakeLetters letters)
{
    /// <summary>
    /// Nobody's address. Somebody who is proven to own theirs, and asks for what only customers may, is told where to write from,
    /// with the same words whatever they asked about; everybody else gets no answer, as their address may be forged.
    /// </summary>
    public async Task<MailOutcome> HandleAsync(InboundMail mail, MailIntent intent, SenderTrust trust, CancellationToken cancellation)
    {
        if (trust is not SenderTrust.Trusted || intent is not (MailIntent.DeletionRequest or MailIntent.NearMiss or MailIntent.Cancellation))
            return new MailOutcome("ignored", null, "The address is registered nowhere.");
        await letters.WriteFromRegisteredAddressAsync(mail, cancellation);
        return new MailOutcome("stranger", null, "The address is registered nowhere; told to write from a registered one.");
    }

    /// <summary>A registered address that nothing proves: a request waits until a registered address confirms it; anything else does nothing.</summary>
    public async Task<MailOutcome> HandleClaimAsync(
        InboundMail mail, MailIntent intent, Account account, SenderTrust.Doubted trust, CancellationToken cancellation)
    {
        switch (intent)
        {
            case MailIntent.DeletionRequest { Match: PhoneMatch.One one }:
                var request = new DeletionRequest(mail.Id, one.Number, account, CustomerMail.Request(mail), Proof: null);
                var caseId = await deletions.OpenAsync(request, cancellation);
                return new MailOutcome("unproven", caseId, $"The sender is not proven ({trust.Reason}); a registered address is asked to confirm.");
            case MailIntent.Cancellation { CaseId: { } open }:
                await letters.ConfirmCancellationAsync(mail, account, open, cancellation);
                return new MailOutcome("unproven", open, $"The sender is not proven ({trust.Reason}); a link to take the request back was mailed to the registered addresses.");
            default:
                return new MailOutcome(MailStore.ForAPerson, null, $"The sender is not proven ({trust.Reason}).");
        }
    }
}
