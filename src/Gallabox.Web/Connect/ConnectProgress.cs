using Gallabox.Core.Cases;
using Gallabox.Core.Connect;
using Gallabox.Core.Mail;
using Gallabox.Web.Customer;
using Gallabox.Web.Pages;
using static Gallabox.Core.Mail.LetterPart;

namespace Gallabox.Web.Connect;

/// <summary>Where a connection stands, in the customer's words; the steps are those of the help page.</summary>
public static class ConnectProgress
{
    private static readonly Paragraph ByItself = new("There is nothing that you need to do: we look by ourselves, go on, and write to you when the number is connected.");

    public static (string Headline, IReadOnlyList<LetterPart> Now) Now(ConnectEvidence evidence)
    {
        var number = PhoneText.Display(evidence.Case.Phone);
        return evidence.Case switch
        {
            { Open: true, Ending: not null } => ("The connection is being given up", [new Paragraph("We confirm it by mail in a moment.")]),
            { State: CaseState.NeedsAttention } => ("There is a hitch on our side",
                [new Paragraph("Our team has been told and takes care of it. There is nothing that you need to do.")]),
            { State: CaseState.Completed } => ($"{number} is connected with Gallabox",
                [new Paragraph("Congratulations! Messages to the number come to your Gallabox inbox."), new Paragraph(ConnectLetters.LimitWords(evidence.Number?.Limit))]),
            { Open: false } => ($"{number} is not connected", [new Paragraph(evidence.Case.Ending?.Why is { Length: > 0 } why ? why : "The connection was given up. You can start again at any time.")]),
            _ => Waiting(evidence, number),
        };
    }

    public static IReadOnlyList<CustomerStep> Steps(ConnectEvidence evidence)
    {
        if (evidence.Case is { Open: false, State: not CaseState.Completed } or { Ending: not null })
            return [];
        (string Text, bool Done, string? Detail)[] steps =
        [
            ("Sign up at 360dialog, and verify the number", Has(evidence, "channel_seen"), At(evidence, "channel_seen")),
            ("Give Gallabox permission", evidence.Case.Stage is CaseState.AwaitingReadiness or CaseState.Authorizing || Has(evidence, "key_made"), null),
            ("360dialog makes the number ready", evidence.Facts.Channel is not null && evidence.Case.Stage != CaseState.AwaitingPermission, null),
            ("Gallabox is authorized", Has(evidence, "key_made"), At(evidence, "key_made")),
            ("Messages are sent to us", Has(evidence, "callback_set"), At(evidence, "callback_set")),
            ("Meta's checks: name and health", Has(evidence, "meta_read"), evidence.Facts.Meta is { Notes.Count: > 0 } meta ? string.Join(' ', meta.Notes) : At(evidence, "meta_read")),
            ("The connection is tested", Has(evidence, "key_tested"), At(evidence, "key_tested")),
            ("Done", evidence.Case.State == CaseState.Completed, null),
        ];
        var now = Array.FindIndex(steps, step => !step.Done);
        return [.. steps.Select((step, index) => new CustomerStep(step.Text, step.Done ? "done" : index == now ? "now" : "next", step.Detail))];
    }

    /// <summary>Whether the button to 360dialog still leads somewhere.</summary>
    public static bool NeedsButton(ConnectEvidence evidence) => evidence.Case is { Open: true, Ending: null } && !Has(evidence, "key_made");

    private static (string Headline, IReadOnlyList<LetterPart> Now) Waiting(ConnectEvidence evidence, string number) => evidence.Case.WaitsFor?.What switch
    {
        "confirmation" => ("We wait for a confirmation",
            [new Paragraph($"{number} was signed up at 360dialog with an address that is not registered with us. We have asked that address to confirm: please open the mail there.")]),
        "acceptance" => ("Our team takes your numbers over", [new Paragraph("All numbers of your account at 360dialog come along at once. Our team has to accept that, and then it goes on."), ByItself]),
        "permission" => ($"{number} needs your permission",
            [new Paragraph("360dialog has your number. Press the button, or sign in at 360dialog's hub, and allow Gallabox to use it."), new Paragraph("As soon as that is done, we go on by ourselves.")]),
        "readiness" => ("360dialog is making your number ready", [new Paragraph("This takes from seconds to some hours, seldom longer."), ByItself]),
        "turn" => ("Your number waits for its turn",
            [new Paragraph($"Many numbers are being connected just now.{(evidence.Case.WaitsFor.Until is { } turn ? $" Yours comes on {Moments.Short(turn, evidence.Account)}." : "")}"), ByItself]),
        "name_review" => ("Meta reviews your display name", [new Paragraph("Meta looks at the name that your customers will see. This takes up to some days."), ByItself]),
        "display_name" => ("Please choose another display name",
            [new Paragraph("Meta has declined the name. Choose another one in WhatsApp Manager, under \"Phone numbers\" and \"Profile\"; we go on when it is approved.")]),
        "meta_health" => ("Meta does not let the number send yet", [new Paragraph("We have mailed you what Meta names, and what to do. When it is done, we go on by ourselves.")]),
        "number_at_meta" or "provider" => ("It takes a little longer", [new Paragraph("One of our partners does not answer as it should; we try again by ourselves."), ByItself]),
        "sign_up" or null when evidence.Case.State == CaseState.AwaitingSignup => ($"Connect {number}", SignUp(number)),
        _ => ($"{number} is being connected", [ByItself]),
    };

    private static LetterPart[] SignUp(string number) =>
    [
        new Instructions(
            "Press the button: 360dialog opens. Sign up with your Facebook account or your business e-mail address.",
            "Connect your Facebook account, and create or choose your WhatsApp Business account and profile. What you enter there is visible to WhatsApp users.",
            $"Enter {number}, and confirm it with the one-time code that you get.",
            "Wait until the number is ready, then give Gallabox permission. You come back here by yourself."),
    ];

    private static bool Has(ConnectEvidence evidence, string step) => evidence.Facts.Steps.ContainsKey(step);

    private static string? At(ConnectEvidence evidence, string step) =>
        evidence.Facts.Steps.GetValueOrDefault(step) is { } done ? Moments.Short(done.At, evidence.Account) : null;
}
