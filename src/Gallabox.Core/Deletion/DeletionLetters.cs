using System.Globalization;
using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Core.Metering;
using static Gallabox.Core.Mail.LetterPart;

namespace Gallabox.Core.Deletion;

/// <summary>The letters of the review: what the customer reads until the team has decided.</summary>
public sealed class DeletionLetters(DeletionPost post)
{
    /// <summary>The request has come from somewhere we cannot trust; only a registered address can confirm it.</summary>
    public Task AskForProofAsync(DeletionEvidence evidence, DateTimeOffset expires, CancellationToken cancellation) =>
        post.SendToRegisteredAsync(evidence, "proof", LinkPurpose.Proof, expires, link => new("Please confirm your request to delete a phone number",
        [
            new Headline($"Did you ask us to delete {Number(evidence)}?"),
            new Paragraph($"A mail that names you as its sender asked us to delete {Number(evidence)} from the WhatsApp Business Platform. We could not make sure that it came from you, so nothing happens until you confirm it."),
            new Link("Look at the request and confirm it", link),
            new Paragraph($"The link holds until {Day(expires, evidence.Account)}. If you did not ask for this, do nothing: the number stays as it is."),
            new Paragraph("Your Gallabox team"),
        ]), cancellation);

    public Task AskForDuesAsync(DeletionEvidence evidence, Verdict.AskForDues ask, int reminder, CancellationToken cancellation) =>
        post.ReplyAsync(evidence, $"dues-{Since(evidence)}-{ask.Dues.Amount}-{ask.Dues.Currency.ToLowerInvariant()}-{reminder}", link => new("",
        [
            new Headline(reminder == 0 ? $"One thing first: {ask.Dues} is still open" : $"A reminder: {ask.Dues} is still open"),
            new Paragraph($"We have your request to delete {Number(evidence)}. Before a number can be deleted, everything that is due on your account has to be settled."),
            new Instructions(
                "Open Billing in your Gallabox account.",
                $"Pay the open amount of {ask.Dues} by card or by bank transfer; please give {evidence.Case.Id} as the reference.",
                "That is all: as soon as the payment has arrived, we go on by ourselves and tell you."),
            new Paragraph($"We keep your request open until {Day(ask.ExpiresAt, evidence.Account)}. Your number works as usual until then."),
            new Link("See where your request stands, or take it back", link),
            new Paragraph("If you think that the amount is wrong, just answer this mail."),
            new Paragraph("Your Gallabox team"),
        ]), cancellation);

    public Task TellVolumeAsync(DeletionEvidence evidence, DeletableDate deletable, CancellationToken cancellation) =>
        post.ReplyAsync(evidence, $"volume-{deletable.From:yyyyMMdd}", link => new("",
        [
            new Headline($"Your number can be deleted from {Day(deletable.From, evidence.Account)}"),
            new Paragraph($"We have your request to delete {Number(evidence)}. It cannot go before {Day(deletable.From, evidence.Account)}, {deletable.Reason}."),
            new Paragraph("You need not write again: we look at it every day and go on by ourselves. Each further message that counts moves the date back, so it helps to stop sending from this number now."),
            new Link("See where your request stands, or take it back", link),
            new Paragraph("Your Gallabox team"),
        ]), cancellation);

    public Task ConfirmRequestAsync(DeletionEvidence evidence, CancellationToken cancellation) =>
        post.ReplyAsync(evidence, $"in-review-{Since(evidence)}", link => new("",
        [
            new Headline($"We are looking at your request to delete {Number(evidence)}"),
            new Paragraph("Nothing is due on your account, and the number's traffic does not stand in the way. Our team now reviews the request."),
            new Paragraph("What comes next:"),
            new Instructions(
                "When the request is approved, all messages to and from the number are paused.",
                "We tell you the date of the deletion. Until that day you can take the request back, and messages flow again.",
                "On that day we check everything once more and start the deletion with Meta, and we keep you posted.",
                "When Meta shows that the number is gone, we tell you how you can use it again."),
            new Link("See where your request stands, or take it back", link),
            new Paragraph("Your Gallabox team"),
        ]), cancellation);

    /// <summary>A date as the customer reads it, in the account's time zone: <c>14 March 2026</c>.</summary>
    public string Day(DateTimeOffset at, Account account) =>
        TimeZoneInfo.ConvertTime(at, DeletionPost.Zone(account)).ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>Names the present wait: what was asked or told in an earlier one has to be said again.</summary>
    private static string Since(DeletionEvidence evidence) =>
        (evidence.Facts.WaitingSince ?? evidence.Case.CreatedAt).UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    private static string Number(DeletionEvidence evidence) => PhoneText.Display(evidence.Case.Phone);
}
