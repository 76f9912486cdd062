using Gallabox.Core.Cases;

namespace Gallabox.Web.Console;

/// <summary>The words of the console: what the team reads instead of the API's names.</summary>
public static class CaseWords
{
    public static string State(CaseState state) => state switch
    {
        CaseState.AwaitingProof => "Awaiting proof",
        CaseState.AwaitingDues => "Awaiting dues",
        CaseState.AwaitingVolume => "Awaiting volume",
        CaseState.InReview => "In review",
        CaseState.AwaitingTwoStepOff => "Awaiting two-step off",
        CaseState.AwaitingCode => "Awaiting code",
        CaseState.AwaitingSignup => "Awaiting sign-up",
        CaseState.AwaitingPermission => "Awaiting permission",
        CaseState.AwaitingReadiness => "Awaiting readiness",
        CaseState.NeedsAttention => "Needs attention",
        _ => state.ToString(),
    };

    /// <summary>The colour of a state: <c>ours</c> (the team acts), <c>theirs</c>, <c>set</c>, <c>work</c>, <c>good</c>, <c>bad</c>, <c>off</c>.</summary>
    public static string Tone(CaseState state) => state switch
    {
        CaseState.InReview => "ours",
        CaseState.NeedsAttention => "bad",
        CaseState.Scheduled => "set",
        CaseState.Deleting or CaseState.Registering or CaseState.Verifying or CaseState.Authorizing => "work",
        CaseState.Completed => "good",
        CaseState.Cancelled or CaseState.Rejected or CaseState.Expired => "off",
        _ => "theirs",
    };

    /// <summary>What a case waits for, as a sentence without its date.</summary>
    public static string Waits(Case shown) => shown switch
    {
        { Open: false } => "Ended.",
        { Kind: not CaseKind.Deletion, Ending: { } ending } => $"Being {Wire.Name(ending.State)}: the customer is told.",
        { Ending: { } ending } => $"Being {Wire.Name(ending.State)}: messages are resumed and the customer is told.",
        { WaitsFor: null } => "At work.",
        { Kind: CaseKind.Migration, WaitsFor: { } wait } when MigrationWords.Waits(wait) is { } words => words,
        { WaitsFor: { } wait } => wait.What switch
        {
            "approval" => "Every check passed. The team decides.",
            "proof" => "The customer has to confirm the request from a registered address.",
            "dues" => "The customer has to settle what is due.",
            "volume" => "The number's own traffic stands in the way.",
            "date" => "The customer was told the date, and may still take the request back.",
            "deletion_at_meta" when wait.On == "operator" => "Our admin has to delete the number in WhatsApp Manager.",
            "deletion_at_meta" => "The customer's admin has to delete the number in WhatsApp Manager.",
            "cancellation_at_360dialog" => "The customer has to cancel the channel at 360dialog.",
            "sign_up" => "The customer has to sign up at 360dialog.",
            "confirmation" => "Whoever signed up at 360dialog has to confirm by mail; or the team approves.",
            "acceptance" => "A partner change with all numbers of the account. The team decides.",
            "permission" => "The customer has to give Gallabox permission at 360dialog.",
            "readiness" => "360dialog makes the number ready.",
            "turn" => "Many numbers are being connected; this one waits for its turn.",
            "number_at_meta" => "Meta does not list the number yet.",
            "name_review" => "Meta reviews the display name.",
            "display_name" => "The customer has to choose another display name.",
            "meta_health" => "Meta blocks the number; the customer was told what to do.",
            "provider" => $"{Provider(wait.On)} does not answer as it should. It is tried again by itself.",
            "attention" => "It cannot go on by itself. See the last entry, then try again.",
            _ => $"Waits for {wait.What.Replace('_', ' ')} ({wait.On}).",
        },
    };

    /// <summary>What the date beside the sentence means.</summary>
    public static string Until(Case shown) => shown switch
    {
        { ScheduledFor: not null } => "Deletion on",
        { WaitsFor.What: "cut_over" } => "Moves, or is looked at again,",
        { WaitsFor.On: "customer" } => "Expires",
        { WaitsFor.What: "volume" } => "Possible from",
        _ => "Looked at again",
    };

    public static string Act(string act, Case on) => act switch
    {
        "approve" when on.Kind == CaseKind.Migration => "Let it begin",
        "approve" => "Approve",
        "reject" => "Reject",
        "dues-settled" => "Dues are settled",
        "cancel" => "Cancel the request",
        "confirm-deleted" => "I see it deleted",
        "retry" when on.State == CaseState.NeedsAttention => "Try again",
        "retry" => "Look again now",
        "note" => "Add note",
        _ => act,
    };

    /// <summary>The act that the state asks for; the others are quieter.</summary>
    public static bool IsMain(string act, Case on) => (act, on.State) switch
    {
        ("approve", CaseState.InReview) => on.Kind != CaseKind.Migration || on.WaitsFor?.What == "approval",
        ("approve", CaseState.AwaitingSignup) => on.WaitsFor?.What == "acceptance",
        ("retry", CaseState.NeedsAttention) => true,
        ("confirm-deleted", CaseState.Deleting) => on.WaitsFor?.What == "deletion_at_meta",
        ("dues-settled", CaseState.AwaitingDues) => true,
        _ => false,
    };

    public static string Done(string act) => act switch
    {
        "approve" => "Approved.",
        "reject" => "Rejected; the customer is told.",
        "cancel" => "Cancelled; the customer is told.",
        "dues" => "The dues are set.",
        "dues-settled" => "The dues are settled.",
        "reschedule" => "The time is moved; the customer is told.",
        "confirm-deleted" => "Noted; Meta is looked at now.",
        "retry" => "Looked at again.",
        _ => "Noted.",
    };

    public static string Who(string by) => by switch
    {
        "system" => "System",
        "operator" => "Operator",
        "meta" => "Meta",
        "360dialog" => "360dialog",
        _ when by.StartsWith("operator:", StringComparison.Ordinal) => by["operator:".Length..],
        _ when by.StartsWith("customer:", StringComparison.Ordinal) => by["customer:".Length..],
        _ => by,
    };

    /// <summary>The colour of a timeline entry's dot.</summary>
    public static string Dot(TimelineEntry entry) => entry.Type switch
    {
        "needs_attention" or "trouble" or "cancellation_refused" or "date_withdrawn" => "bad",
        "completed" or "approved" or "recovered" or "gone_at_meta" or "dues_settled" or "proven" => "good",
        _ when entry.By.StartsWith("customer", StringComparison.Ordinal) => "theirs",
        _ when entry.By.StartsWith("operator", StringComparison.Ordinal) => "ours",
        _ => "plain",
    };

    private static string Provider(string code) => code switch { "meta" => "Meta", "dialog360" => "360dialog", "sendgrid" or "mail" => "SendGrid", _ => "A system" };
}
