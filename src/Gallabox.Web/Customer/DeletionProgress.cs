using Gallabox.Core.Cases;
using Gallabox.Core.Deletion;
using Gallabox.Core.Mail;
using Gallabox.Web.Pages;
using static Gallabox.Core.Mail.LetterPart;

namespace Gallabox.Web.Customer;

/// <summary>Where a deletion stands, in the customer's words.</summary>
public static class DeletionProgress
{
    private const string OpenAnswer = "You can answer any of our mails if something is unclear.";

    public static (string Headline, IReadOnlyList<LetterPart> Now) Now(DeletionEvidence evidence, LinkPurpose purpose)
    {
        var number = Number(evidence.Case);
        return evidence.Case switch
        {
            { Open: true, Ending.State: CaseState.Cancelled } => ("Your request is being taken back",
                [new Paragraph($"{number} stays. We confirm it by mail in a moment; if its messages were paused, they flow again then.")]),
            { Open: true, Ending: not null } => ("Your request is being closed", [new Paragraph("We tell you by mail in a moment.")]),
            { State: CaseState.NeedsAttention } => ("There is a hitch on our side",
                [new Paragraph("Our team has been told and takes care of it. There is nothing that you need to do.")]),
            { Open: false } => Ended(evidence, number),
            _ => Waiting(evidence, number, purpose),
        };
    }

    /// <summary>The number as people write it, never broken across lines.</summary>
    public static string Number(Case of) => PhoneText.Display(of.Phone).Replace(' ', '\u00A0').Replace('-', '\u2011');

    public static IReadOnlyList<CustomerStep> Steps(DeletionEvidence evidence)
    {
        if (evidence.Case is { Open: false, State: not CaseState.Completed } or { Ending: not null })
            return [];
        var at = evidence.Case.Stage switch
        {
            CaseState.AwaitingProof or CaseState.AwaitingDues or CaseState.AwaitingVolume => 1,
            CaseState.InReview => 2,
            CaseState.Scheduled => 3,
            CaseState.Deleting => 4,
            _ => 6,
        };
        var date = evidence.Case.ScheduledFor is { } day ? Moments.Day(day, evidence.Account) : null;
        CustomerStep[] steps =
        [
            new("We have your request", "", Moments.Day(evidence.Case.CreatedAt, evidence.Account)),
            new("Who asks, open amounts and traffic are checked", ""),
            new("Our team decides", ""),
            new("Messages are paused and the date is set", "", date),
            new("The number is taken off the platform", ""),
            new("Meta shows that the number is gone", ""),
        ];
        return [.. steps.Select((step, index) => step with { Mark = index < at ? "done" : index == at ? "now" : "next" })];
    }

    private static (string Headline, IReadOnlyList<LetterPart> Now) Waiting(DeletionEvidence evidence, string number, LinkPurpose purpose) => evidence.Case.State switch
    {
        CaseState.AwaitingProof => Proof(evidence, number, purpose),
        CaseState.AwaitingDues => ($"One thing first: {evidence.Account.Dues} is still open",
        [
            new Instructions("Open Billing in your Gallabox account.", $"Pay the open amount of {evidence.Account.Dues}; please give {evidence.Case.Id} as the reference."),
            new Paragraph($"As soon as the payment has arrived, we go on by ourselves and tell you.{Until(evidence, " We keep your request open until {0}.")} The number works as usual until then."),
        ]),
        CaseState.AwaitingVolume => ($"Your number can be deleted from {Moments.Day(evidence.Case.WaitsFor?.Until ?? evidence.Deletable.From, evidence.Account)}",
        [
            new Paragraph(evidence.Deletable.Reason is { } reason ? $"It cannot go earlier {reason}." : "We are about to look again."),
            new Paragraph("You need not do anything: we look every day and go on by ourselves. Each further message that counts moves the date back, so it helps to stop sending from this number now."),
        ]),
        CaseState.InReview => ("Our team is looking at your request",
            [new Paragraph("Nothing is due on your account, and the number's traffic does not stand in the way. When the request is approved, we pause the number's messages and tell you the date."), new Paragraph(OpenAnswer)]),
        CaseState.Scheduled => Scheduled(evidence, number),
        _ => Deleting(evidence, number),
    };

    private static (string Headline, IReadOnlyList<LetterPart> Now) Proof(DeletionEvidence evidence, string number, LinkPurpose purpose)
    {
        if (evidence.Facts.Proof is not null)
            return ("Thank you, you have confirmed the request", [new Paragraph("We look at it now and write to you.")]);
        return purpose == LinkPurpose.Proof
            ? ($"Did you ask us to delete {number}?",
            [
                new Paragraph($"A mail that names you as its sender asked us to delete {number} from the WhatsApp Business Platform. Nothing happens until you confirm it here."),
                new Paragraph($"If you did not ask for this, do nothing or take it back: the number stays as it is.{Until(evidence, " The request is dropped on {0} by itself.")}"),
            ])
            : ("We wait for a confirmation", [new Paragraph("We have mailed a link to the registered addresses of your account. Please open the newest one and confirm the request.")]);
    }

    private static (string Headline, IReadOnlyList<LetterPart> Now) Scheduled(DeletionEvidence evidence, string number) => evidence.Case.ScheduledFor is { } date
        ? ($"{number} will be deleted on {Moments.Day(date, evidence.Account)}",
        [
            new Facts(("When", Moments.Long(date, evidence.Account)), ("Until then", "All messages to and from the number are paused")),
            new Paragraph("You can take the request back until then; messages flow again at once. On the day we check everything once more."),
        ])
        : ("The date is being set", [new Paragraph("Your request is approved, and the number's messages are paused. We mail you the date in a moment.")]);

    private static (string Headline, IReadOnlyList<LetterPart> Now) Deleting(DeletionEvidence evidence, string number)
    {
        var tasks = evidence.Facts.Steps.ContainsKey("deletion_asked")
            ? RemovalLetters.CustomersTasks(evidence, evidence.Case.WaitsFor is { What: "deletion_at_meta", On: "customer" })
            : [];
        LetterPart news = evidence.Facts.SaidDeleted is null
            ? new Paragraph("We look at Meta by ourselves and write to you when the number is gone.")
            : new Paragraph("Thank you for telling us. We look at Meta now, and write to you when the number is gone there.");
        return tasks.Any(part => part is Instructions)
            ? ($"What is left to delete {number} is yours to do", [.. tasks, news])
            : ($"The deletion of {number} is under way", [.. tasks, new Paragraph("There is nothing that you need to do."), news]);
    }

    private static (string Headline, IReadOnlyList<LetterPart> Now) Ended(DeletionEvidence evidence, string number)
    {
        var why = evidence.Case.Ending?.Why ?? "";
        return evidence.Case.State switch
        {
            CaseState.Completed => ($"{number} is deleted", [new Paragraph("Meta no longer shows the number on the WhatsApp Business Platform."), .. RemovalLetters.ReuseAdvice(evidence)]),
            CaseState.Cancelled => ($"{number} stays: the request is taken back", [new Paragraph("The number works as before. Should you want it gone after all, write to us again.")]),
            CaseState.Rejected => ($"We cannot delete {number}", [new Paragraph(why.Length > 0 ? why : "Our team cannot carry out the request."), new Paragraph(OpenAnswer)]),
            _ => ($"The request to delete {number} has expired", [new Paragraph($"{why} The number was not touched, and you can ask again at any time.".TrimStart())]),
        };
    }

    private static string Until(DeletionEvidence evidence, string sentence) => evidence.Case.WaitsFor?.Until is { } until
        ? string.Format(System.Globalization.CultureInfo.InvariantCulture, sentence, Moments.Day(until, evidence.Account))
        : "";
}
