using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Core.Mail;
using Gallabox.Core.Providers;
using static Gallabox.Core.Mail.LetterPart;

namespace Gallabox.Core.Intake;

/// <summary>Answers to mails that opened no case. Each is keyed by the mail that it answers, so it goes out once.</summary>
public sealed class IntakeLetters(Outbox outbox, CustomerLinks links)
{
    private static readonly Paragraph Signature = new("Your Gallabox team");

    public Task AskForNumberAsync(InboundMail mail, PhoneMatch match, CancellationToken cancellation) => AnswerAsync(mail, "which-number",
    [
        new Headline("Which number do you mean?"),
        new Paragraph($"You asked us to delete a phone number. {Problem(match)} Nothing has happened yet."),
        new Paragraph("Please write to us again, from this address, with the subject:"),
        new Paragraph("Request for Deletion of Phone Number <the number with its country code, such as +91 98765 43210>"),
        new Paragraph("One mail for each number, please."),
        Signature,
    ], cancellation);

    public Task SuggestAsync(InboundMail mail, string suggestion, CancellationToken cancellation) => AnswerAsync(mail, "suggestion",
    [
        new Headline("Do you want a phone number to be deleted?"),
        new Paragraph("Your mail sounds like it, but a deletion cannot be undone, so we start it only on words that leave no doubt. Nothing has happened yet."),
        new Paragraph("If that is what you want, please send us a mail from this address with the subject:"),
        new Paragraph(suggestion),
        new Paragraph("If you meant something else, just answer this mail; a person reads it."),
        Signature,
    ], cancellation);

    public Task NothingOpenAsync(InboundMail mail, CancellationToken cancellation) => AnswerAsync(mail, "nothing-open",
    [
        new Headline("There is nothing to take back"),
        new Paragraph("You wrote that a deletion should not go on. No deletion of a number of yours is under way that we could match with your mail; your numbers stay as they are."),
        new Paragraph("If you think otherwise, answer this mail and name the number."),
        Signature,
    ], cancellation);

    public Task OnHoldAsync(InboundMail mail, CancellationToken cancellation) => AnswerAsync(mail, "on-hold",
    [
        new Headline("We have stopped, and a person reads your mail"),
        new Paragraph("Your mail can be read as wishing that the number is not deleted. A deletion cannot be undone, so it does not go on until one of us has read what you wrote."),
        new Paragraph("If you want the request taken back, answer with the one word \"cancel\": that is done at once, and messages flow again."),
        Signature,
    ], cancellation);

    public Task TooLateAsync(InboundMail mail, CancellationToken cancellation) => AnswerAsync(mail, "too-late",
    [
        new Headline("The deletion has already begun"),
        new Paragraph("You wrote that the deletion should not go on. It began before your mail arrived, and cannot be taken back any more."),
        new Paragraph("You can use the number again once it is deleted; we write to you then, and say how."),
        Signature,
    ], cancellation);

    public Task WriteFromRegisteredAddressAsync(InboundMail mail, CancellationToken cancellation) => AnswerAsync(mail, "not-registered",
    [
        new Headline("Please write from your registered address"),
        new Paragraph("We act on requests about phone numbers only when they come from an e-mail address that is registered with Gallabox. This address is not, so we have not done anything."),
        new Paragraph("You find your registered addresses in your Gallabox account, under Settings."),
        Signature,
    ], cancellation);

    /// <summary>To every registered address: whoever wrote, they can take the request back with one click.</summary>
    public async Task ConfirmCancellationAsync(InboundMail mail, Account account, string caseId, CancellationToken cancellation)
    {
        foreach (var address in account.Emails)
            await SendAsync(caseId, $"confirm-cancel-{mail.Id[..8]}-{account.Emails.ToList().IndexOf(address)}", address, null, new Letter($"Do you want to take your request back? [{caseId}]",
            [
                new Headline("Do you want to take your request back?"),
                new Paragraph("A mail that names you as its sender says that your number should not be deleted. We could not make sure that it came from you, so please take the request back yourself:"),
                new Link("Look at the request and take it back", links.Create(caseId, address, LinkPurpose.Status)),
                new Paragraph("If you did not write, do nothing."),
                Signature,
            ]), cancellation);
    }

    private Task AnswerAsync(InboundMail mail, string purpose, IReadOnlyList<LetterPart> parts, CancellationToken cancellation)
    {
        var subject = mail.Subject.StartsWith("Re:", StringComparison.OrdinalIgnoreCase) ? mail.Subject : $"Re: {mail.Subject}";
        return SendAsync("mail-" + mail.Id, purpose, mail.Sender!, mail.MessageId, new Letter(subject, parts), cancellation);
    }

    private Task SendAsync(string caseId, string purpose, string to, string? inReplyTo, Letter letter, CancellationToken cancellation) =>
        outbox.SendAsync(new OutgoingMail
        {
            MailId = $"{caseId}.{purpose}",
            CaseId = caseId,
            To = to,
            Subject = letter.Subject,
            Text = letter.ToText(),
            Html = letter.ToHtml(),
            MessageId = links.MessageId($"{caseId}.{purpose}"),
            InReplyTo = inReplyTo,
            References = inReplyTo is null ? [] : [inReplyTo],
        }, cancellation);

    private static string Problem(PhoneMatch match) => match switch
    {
        PhoneMatch.Several => "Your mail names more than one, and we do not want to pick the wrong one.",
        PhoneMatch.Unclear { Reason: UnclearNumber.Extension } => "The number in your mail has an extension, and we do not want to guess what it means.",
        PhoneMatch.Unclear => "The number in your mail can be read in more than one way, and we do not want to guess.",
        PhoneMatch.None { Foreign: true } => "The number in your mail is not among the numbers of your account.",
        _ => "Your mail names no number.",
    };
}
