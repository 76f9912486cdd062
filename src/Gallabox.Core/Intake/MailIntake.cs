using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Core.Mail;
using Gallabox.Core.Numbers;

namespace Gallabox.Core.Intake;

/// <summary>The queue's message that a mail has been stored.</summary>
public sealed record MailArrived(string MailId);

/// <summary>
/// From a stored mail to what it means: reads it once, asks who sent it and what they want, and hands it on. A stranger learns
/// nothing, not even whether a number exists; whoever is not proven changes nothing.
/// </summary>
public sealed class MailIntake(
    MailStore mails, AccountStore accounts, NumberStore numbers, CaseIndex index, CustomerMail customers, StrangerMail strangers, ReturnedMail returned)
{
    public const string Kind = "mail";

    /// <summary>Works on one mail. Safe to run again: what a mail led to is keyed by the mail.</summary>
    public async Task HandleAsync(MailArrived arrived, CancellationToken cancellation)
    {
        var stored = await mails.GetAsync(arrived.MailId, cancellation);
        if (stored.Outcome is null)
            await mails.SettleAsync(stored.Mail, await WorkAsync(stored.Mail, cancellation), cancellation);
    }

    private async Task<MailOutcome> WorkAsync(InboundMail mail, CancellationToken cancellation)
    {
        var account = mail.Sender is { } sender ? await accounts.FindByEmailAsync(sender, cancellation) : null;
        var context = account is null ? new MailContext("ZZ", [], []) : await ContextAsync(account, cancellation);
        var intent = MailRecogniser.Recognise(mail, context);
        var trust = SenderTrust.Judge(mail);
        return (intent, account) switch
        {
            (MailIntent.Bounce bounce, _) => await returned.HandleAsync(bounce, cancellation),
            (MailIntent.AutoReply, _) => new MailOutcome("ignored", null, "A machine wrote it."),
            (_, null) => await strangers.HandleAsync(mail, intent, trust, cancellation),
            (_, { } known) when trust is SenderTrust.Trusted trusted => await customers.HandleAsync(mail, intent, known, trusted, cancellation),
            (_, { } known) => await strangers.HandleClaimAsync(mail, intent, known, (SenderTrust.Doubted)trust, cancellation),
        };
    }

    private async Task<MailContext> ContextAsync(Account account, CancellationToken cancellation)
    {
        var owned = await numbers.ListOfAccountAsync(account.Id, cancellation);
        var open = new List<OpenCase>();
        foreach (var number in owned)
            if (await index.ClaimantAsync(number.Phone, cancellation) is { } caseId)
                open.Add(new OpenCase(caseId, number.Phone, []));
        return new MailContext(account.Region, [.. owned.Where(number => number.State != NumberState.Deleted).Select(number => number.Phone)], open);
    }
}
