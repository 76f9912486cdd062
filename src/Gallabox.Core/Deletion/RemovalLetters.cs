using Gallabox.Core.Cases;
using Gallabox.Core.Mail;
using Gallabox.Core.Numbers;
using static Gallabox.Core.Mail.LetterPart;

namespace Gallabox.Core.Deletion;

/// <summary>The letters of the day and after it: progress with the customer's own tasks, the receipt, and how to use the number again.</summary>
public sealed class RemovalLetters(DeletionPost post, DeletionReceipt receipt, CaseStore cases)
{
    /// <summary>Under way; with the exact clicks for what only the customer can do.</summary>
    public Task TellProgressAsync(DeletionEvidence evidence, bool customerOwns, CancellationToken cancellation)
    {
        var number = PhoneText.Display(evidence.Case.Phone);
        return post.ReplyAsync(evidence, "progress", link => new("",
        [
            new Headline($"The deletion of {number} is under way"),
            new Paragraph("We have stopped the number's traffic and taken it off the Cloud API. What is left is its deletion at Meta, and Meta lets only an admin of the business portfolio that owns the number do that."),
            .. customerOwns ? YourTask(number) : OurTask(),
            .. CancelAt360Dialog(evidence, number),
            new Link("See each step as it is done", link),
            new Paragraph("We look at Meta by ourselves and write to you when the number is gone. You need not tell us."),
            new Paragraph("Your Gallabox team"),
        ]), cancellation);
    }

    /// <summary>What is still the customer's to do, once more.</summary>
    public Task RemindAsync(DeletionEvidence evidence, int reminder, CancellationToken cancellation)
    {
        var number = PhoneText.Display(evidence.Case.Phone);
        var customerOwns = !evidence.Facts.Steps.ContainsKey("gone_at_meta") && evidence.Number.At(ProviderNames.Meta)?.Owner != "us";
        return post.ReplyAsync(evidence, $"task-reminder-{reminder}", link => new("",
        [
            new Headline($"{number} is not deleted yet: a step of yours is left"),
            .. CustomersTasks(evidence, customerOwns),
            new Link("See each step as it is done", link),
            new Paragraph("As soon as we see that it is done, we write to you. If something keeps you from it, answer this mail."),
            new Paragraph("Your Gallabox team"),
        ]), cancellation);
    }

    /// <summary>Gone. Other words for a number that had been banned.</summary>
    public async Task TellCompletedAsync(DeletionEvidence evidence, CancellationToken cancellation)
    {
        var number = PhoneText.Display(evidence.Case.Phone);
        var timeline = await cases.TimelineAsync(evidence.Case.Id, cancellation);
        await post.ReplyAsync(evidence, "completed", link => new("",
        [
            new Headline($"{number} is deleted"),
            new Paragraph("Meta no longer shows the number on the WhatsApp Business Platform."),
            .. evidence.Facts.WasBanned ? ReuseAfterBan() : Reuse(),
            new Paragraph("The attached receipt lists every step with its time and its result."),
            new Link("Open the receipt", link),
            new Paragraph("Thank you for having been with us.\nYour Gallabox team"),
        ], [receipt.Attachment(evidence, timeline)]), cancellation);
    }

    /// <summary>What only the customer can do, click by click, in the words that the status page shows too. Empty: nothing is theirs to do.</summary>
    public static IReadOnlyList<LetterPart> CustomersTasks(DeletionEvidence evidence, bool customerOwns)
    {
        var number = PhoneText.Display(evidence.Case.Phone);
        return [.. customerOwns ? YourTask(number) : [], .. CancelAt360Dialog(evidence, number)];
    }

    /// <summary>How the number can be used again.</summary>
    public static IReadOnlyList<LetterPart> ReuseAdvice(DeletionEvidence evidence) => evidence.Facts.WasBanned ? ReuseAfterBan() : Reuse();

    private static LetterPart[] YourTask(string number) =>
    [
        new Paragraph("Your account owns it, so this step is yours:"),
        new Instructions(
            "Open WhatsApp Manager (business.facebook.com, then WhatsApp accounts) as an admin of your business portfolio.",
            "Choose your WhatsApp account, then \"Phone numbers\".",
            $"In the line of {number}, click the bin icon and confirm. If Meta asks for the two-step verification PIN, enter it; it can be set anew there.",
            "If Meta refuses because of paid messages, it shows the date from which on it can be done; please do it then."),
    ];

    private static LetterPart[] OurTask() => [new Paragraph("Our account owns it, so our team does this step for you.")];

    private static LetterPart[] CancelAt360Dialog(DeletionEvidence evidence, string number)
    {
        if (evidence.Number.At(ProviderNames.Dialog360) is null)
            return [];
        return evidence.Facts.Steps.ContainsKey("cancelled_at_360dialog")
            ? [new Paragraph($"The channel of {number} at 360dialog is cancelled ({evidence.Facts.Steps["cancelled_at_360dialog"].Answer}). Its notice and Meta's own period run side by side.")]
            :
            [
                new Paragraph("360dialog lets only its client cancel the channel, so please do this as well:"),
                new Instructions(
                    "Sign in at hub.360dialog.com.",
                    $"Open the WhatsApp account with {number}, and the three dots in its line.",
                    "Choose \"Cancel number\" and confirm. 360dialog shows the date on which it ends."),
            ];
    }

    private static LetterPart[] Reuse() =>
    [
        new Paragraph("You can use it again:"),
        new Instructions(
            "Wait five minutes: until then Meta refuses to register it.",
            "In the WhatsApp app or the WhatsApp Business app: install it, enter the number, and confirm the code that you get.",
            "Or on the WhatsApp Business Platform: connect it again with us or with another provider."),
        new Paragraph("If the app says that the number is registered to an existing account, try again three minutes later."),
    ];

    private static LetterPart[] ReuseAfterBan() =>
    [
        new Paragraph("This number had been banned by WhatsApp, and for such numbers other rules apply: deleting it does not lift the ban. It cannot be registered again, neither in the apps nor on the platform, until WhatsApp has lifted the ban."),
        new Instructions(
            "Ask for a review in Business Support Home (business.facebook.com/business-support-home) or in the WhatsApp app under \"Request a review\".",
            "When WhatsApp has lifted the ban, the number can be registered like any other."),
    ];
}
