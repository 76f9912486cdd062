using Gallabox.Core.Cases;
using Gallabox.Core.Mail;
using Gallabox.Core.Migration;
using Gallabox.Web.Customer;
using Gallabox.Web.Pages;
using static Gallabox.Core.Mail.LetterPart;

namespace Gallabox.Web.Migration;

/// <summary>Where a migration stands, in the customer's words.</summary>
public static class MigrationProgress
{
    private static readonly Paragraph ByItself = new("There is nothing that you need to do: we look by ourselves, go on, and write to you. Until then the number works where it is.");
    private static readonly Paragraph Below = new("Below you see what it is and how it is changed. We look by ourselves and go on when it is done; with the button you need not wait for that.");

    public static (string Headline, IReadOnlyList<LetterPart> Now) Now(MigrationEvidence evidence)
    {
        var number = DeletionProgress.Number(evidence.Case);
        return evidence.Case switch
        {
            { Open: true, Ending: not null } => ("The migration is being given up", [new Paragraph($"{number} stays where it is. We confirm it by mail in a moment.")]),
            { State: CaseState.NeedsAttention } => ("There is a hitch on our side",
                [new Paragraph("Our team has been told and takes care of it. There is nothing that you need to do.")]),
            { State: CaseState.Completed } => ($"{number} works with Gallabox now", Completed(evidence)),
            { Open: false } => ($"{number} does not move", Ended(evidence)),
            { State: CaseState.Registering } => ($"{number} is moving now", [new Paragraph("Meta registers the number in its new account. This takes a moment, and cannot be taken back any more.")]),
            { State: CaseState.Verifying } => ($"{number} has moved; the last checks are running",
                [new Paragraph("Messages come to Gallabox. We look whether Meta shows the number as it should, switch two-step verification on, and write to you when everything is done.")]),
            { State: CaseState.AwaitingCode } => Prepared(evidence, number),
            _ => Waiting(evidence, number),
        };
    }

    /// <summary>The sign-up has brought the number, and nothing has followed from it yet.</summary>
    public static bool HasJustSignedUp(MigrationEvidence evidence) =>
        evidence is { Case: { WaitsFor.What: "embedded_signup", Ending: null }, Facts.PhoneNumberId: not null };

    private static (string Headline, IReadOnlyList<LetterPart> Now) Waiting(MigrationEvidence evidence, string number) => evidence.Case.WaitsFor switch
    {
        _ when HasJustSignedUp(evidence) => ("Thank you, you have signed up at Meta", [new Paragraph("We are looking at it there. This page loads again by itself.")]),
        { What: "embedded_signup" } => ($"Sign up at Meta to move {number}",
        [
            .. Barred(evidence.Facts),
            new Instructions(
                "Switch two-step verification off where the number is now: WhatsApp Manager, Account tools, Phone numbers, the number, Two-step verification, Turn off.",
                "Have the telephone with the number at hand: Meta sends a code to it.",
                $"Press the button. Choose your business and its new WhatsApp Business account, and enter {number}. Meta warns you that the number moves; that is what we want."),
        ]),
        { What: "solution_request" } => ("Accept the request at Meta",
        [
            new Instructions(
                "Switch two-step verification off where the number is now: WhatsApp Manager, Account tools, Phone numbers, the number, Two-step verification, Turn off.",
                "Open Meta Business Suite (business.facebook.com/settings), then Requests, Received.",
                "Find the request, press Review, and go through to the end. We notice it by ourselves."),
        ]),
        { What: "two_step_off" } => ("Please switch two\u2011step verification off",
            [new Paragraph($"Meta lets {number} move only while it is off, and only an admin of the business portfolio that has the number now can switch it off. After the move we switch it on again with a fresh PIN."), Below]),
        { What: "approval" } => ("Our team is looking at your request", [new Paragraph("Nothing that we can see is in the way. A product specialist lets it begin."), ByItself]),
        { What: "meta" } => ("Meta is not ready yet", [new Paragraph("Meta has declined for now, without a reason. We ask it again."), ByItself]),
        { What: "provider" } => Trouble(),
        { On: "customer" } => ("Something is in the way, and only you can change it", [Below]),
        { On: "meta" } => ("Meta's support has to change something first", [new Paragraph("Below you see what it is. It is between your present provider, or you, and Meta."), Below]),
        { On: "operator" } => ("Our team has to change something first", [ByItself]),
        _ => ($"We are looking whether {number} can move", [ByItself]),
    };

    private static IEnumerable<LetterPart> Barred(MigrationFacts facts) => facts.Barred is { } account
        ? [new Paragraph($"You have signed up with the WhatsApp Business account {account}, which cannot be used with your Gallabox account. Please sign up again, and choose or create another one.")]
        : [];

    private static (string Headline, IReadOnlyList<LetterPart> Now) Prepared(MigrationEvidence evidence, string number) => evidence switch
    {
        { Case.WaitsFor.What: "provider" } => Trouble(),
        { Case.WaitsFor: { What: "cut_over", Until: { } until } } => ($"{number} moves on {Moments.Long(evidence.Facts.CutOverAt > until ? evidence.Facts.CutOverAt.Value : until, evidence.Account)}",
            [new Paragraph("Everything is prepared. Until then the number works where it is; you can choose another time, or take the migration back.")]),
        { Case.WaitsFor.What: "display_name" } => ("Meta is still looking at your display name", [new Paragraph("The number moves as soon as Meta has processed the name."), ByItself]),
        { Facts.VerifiedAt: not null } => ($"{number} is ready to move", [new Paragraph("The number is proven to be yours. It moves in a moment.")]),
        { Facts.CodeEntered: not null } => ("Your code is being tried", [new Paragraph("Meta looks at it. This page loads again by itself.")]),
        { Facts.Codes.Count: 0 } => ($"Meta sends a one-time code to {number}", [new Paragraph("It proves that the number is yours. We write to you when it is on its way.")]),
        _ => ($"Enter the one-time code that Meta sent to {number}",
            [new Paragraph("The code proves that the number is yours. We never ask for it by mail or telephone: enter it on this page only. The number keeps working where it is.")]),
    };

    private static (string Headline, IReadOnlyList<LetterPart> Now) Trouble() =>
        ("It takes a little longer", [new Paragraph("One of our partners does not answer as it should; we try again by ourselves."), ByItself]);

    private static IReadOnlyList<LetterPart> Completed(MigrationEvidence evidence) =>
    [
        new Paragraph("Congratulations! Messages to the number come to your Gallabox inbox, and two-step verification is on again. Please leave it on: it keeps your number safe, and an Official Business Account's status depends on it."),
        new Instructions(
            "Submit message templates again that are missing: rejected, pending and low-quality ones do not move, and quality starts anew.",
            "Do not delete the old WhatsApp Business account before your templates are there.",
            $"End the contract with {evidence.Facts.Source.Provider}: moving the number does not."),
    ];

    private static IReadOnlyList<LetterPart> Ended(MigrationEvidence evidence) =>
    [
        new Paragraph(evidence.Case.Ending?.Why is { Length: > 0 } why ? why : "The migration was given up."),
        new Paragraph("The number works where it was, as before. If two-step verification was switched off for the move, please switch it on again in WhatsApp Manager. You can start again at any time."),
    ];
}
