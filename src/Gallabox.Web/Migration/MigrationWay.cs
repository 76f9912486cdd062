using Gallabox.Core.Cases;
using Gallabox.Core.Migration;
using Gallabox.Web.Customer;
using Gallabox.Web.Pages;

namespace Gallabox.Web.Migration;

/// <summary>The way of a migration, in the order in which it is gone, and how far it has come.</summary>
public static class MigrationWay
{
    private const string PointOfNoReturn = "Until here you can take it back: the number works where it is. From here on it goes forward only.";

    /// <summary>Empty for a migration that ended otherwise, or is being given up.</summary>
    public static IReadOnlyList<CustomerStep> Steps(MigrationEvidence evidence)
    {
        if (evidence.Case is { Open: false, State: not CaseState.Completed } or { Ending: not null })
            return [];
        var now = Now(evidence.Case);
        var steps = Way(evidence)
            .Select((step, index) => new CustomerStep(step.Text, step.Done ? "done" : index == now ? "now" : "next", step.Detail))
            .ToList();
        steps.Insert(5, new CustomerStep(PointOfNoReturn, "border"));
        return steps;
    }

    private static (string Text, bool Done, string? Detail)[] Way(MigrationEvidence evidence)
    {
        var isOff = evidence.Facts.Lights.FirstOrDefault(light => light.Key == LightKey.TwoStep) is { State: LightState.Green };
        var isOver = evidence.Case.State == CaseState.Completed;
        return
        [
            ("We have your form", true, Moments.Day(evidence.Case.CreatedAt, evidence.Account)),
            ("Two-step verification is off where the number is now", isOff, isOff ? null : "Nobody but an admin of its business portfolio can switch it off."),
            (Start(evidence.Facts.Path), Has(evidence, "started") || evidence.Facts.PhoneNumberId is not null, At(evidence, "started")),
            ("The number is proven to be yours", evidence.Facts.VerifiedAt is not null, At(evidence, "ownership_proven")),
            ("The time that you chose has come", evidence.Facts.CuttingOver, Chosen(evidence)),
            ("The number is registered for Gallabox", Has(evidence, "registered"), At(evidence, "registered")),
            ("Two-step verification is on again, and messages come to us", Has(evidence, "read_back") && Has(evidence, "webhook_set"), At(evidence, "read_back")),
            ("Message templates are looked at", Has(evidence, "templates_checked"), Answer(evidence, "templates_checked")),
            ("Done: you keep the PIN", isOver, null),
        ];
    }

    /// <summary>The step that the case is at.</summary>
    private static int Now(Case of) => of.Stage switch
    {
        CaseState.AwaitingTwoStepOff => 1,
        CaseState.InReview => 2,
        CaseState.AwaitingCode => of.WaitsFor?.What is "cut_over" or "display_name" ? 4 : 3,
        CaseState.Registering => 5,
        CaseState.Verifying => 6,
        _ => -1,
    };

    private static string Start(MigrationPath path) => path switch
    {
        MigrationPath.EmbeddedSignup => "You have signed up at Meta, and Meta has prepared the number",
        MigrationPath.Solution => "You have accepted the request at Meta, and Meta has prepared the number",
        _ => "Every condition is met, and Meta has prepared the number",
    };

    private static string? Chosen(MigrationEvidence evidence) => evidence.Facts switch
    {
        { CuttingOver: true } => null,
        { CutOverAt: { } at } => Moments.Short(at, evidence.Account),
        _ => "as soon as possible",
    };

    private static bool Has(MigrationEvidence evidence, string step) => evidence.Facts.Steps.ContainsKey(step);

    private static string? At(MigrationEvidence evidence, string step) =>
        evidence.Facts.Steps.GetValueOrDefault(step) is { } done ? Moments.Short(done.At, evidence.Account) : null;

    private static string? Answer(MigrationEvidence evidence, string step) => evidence.Facts.Steps.GetValueOrDefault(step)?.Answer;
}
