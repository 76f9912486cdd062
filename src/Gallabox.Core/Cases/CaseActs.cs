using static Gallabox.Core.Cases.CaseState;

namespace Gallabox.Core.Cases;

/// <summary>Who acts on a case.</summary>
public enum Actor
{
    Customer,
    Operator,
}

/// <summary>What a person may do to a case, in which of its states: the one table behind the API, the console and the customer's page.</summary>
public static class CaseActs
{
    private static readonly CaseState[] BeforeDeletion = [AwaitingProof, AwaitingDues, AwaitingVolume, InReview, Scheduled];
    private static readonly CaseState[] BeforeCutOver = [AwaitingTwoStepOff, InReview, AwaitingCode];
    private static readonly CaseState[] BeforeConnected = [AwaitingSignup, AwaitingPermission, AwaitingReadiness, Authorizing];

    private static readonly ActRule[] Table =
    [
        new("approve", CaseKind.Deletion, [InReview], Actor.Operator),
        new("reject", CaseKind.Deletion, BeforeDeletion, Actor.Operator),
        new("dues", CaseKind.Deletion, BeforeDeletion, Actor.Operator),
        new("dues-settled", CaseKind.Deletion, BeforeDeletion, Actor.Operator),
        new("reschedule", CaseKind.Deletion, [Scheduled], Actor.Operator),
        new("cancel", CaseKind.Deletion, BeforeDeletion, Actor.Operator),
        new("cancel", CaseKind.Deletion, BeforeDeletion, Actor.Customer),
        new("prove", CaseKind.Deletion, [AwaitingProof], Actor.Customer),
        new("confirm-deleted", CaseKind.Deletion, [Deleting], Actor.Operator),
        new("confirm-deleted", CaseKind.Deletion, [Deleting], Actor.Customer),

        new("approve", CaseKind.Migration, [InReview], Actor.Operator),
        new("reject", CaseKind.Migration, BeforeCutOver, Actor.Operator),
        new("cancel", CaseKind.Migration, BeforeCutOver, Actor.Operator),
        new("reschedule", CaseKind.Migration, BeforeCutOver, Actor.Operator),
        new("cancel", CaseKind.Migration, BeforeCutOver, Actor.Customer),
        new("check", CaseKind.Migration, BeforeCutOver, Actor.Customer),
        new("signup", CaseKind.Migration, [AwaitingTwoStepOff, InReview], Actor.Customer),
        new("code", CaseKind.Migration, [AwaitingCode], Actor.Customer),
        new("resend", CaseKind.Migration, [AwaitingCode], Actor.Customer),
        new("reschedule", CaseKind.Migration, BeforeCutOver, Actor.Customer),
        new("pin", CaseKind.Migration, [Completed], Actor.Customer),

        new("approve", CaseKind.Connection, [AwaitingSignup], Actor.Operator),
        new("reject", CaseKind.Connection, BeforeConnected, Actor.Operator),
        new("cancel", CaseKind.Connection, BeforeConnected, Actor.Operator),
        new("cancel", CaseKind.Connection, BeforeConnected, Actor.Customer),
    ];

    /// <summary>All names that the API knows, whatever the case.</summary>
    public static IReadOnlySet<string> Names { get; } = Table.Select(rule => rule.Act).Append("retry").Append("note").ToHashSet(StringComparer.Ordinal);

    /// <summary>The names that an actor may use at all, in the table's order.</summary>
    public static IReadOnlyList<string> NamesFor(Actor by) =>
        [.. Table.Where(rule => rule.By == by).Select(rule => rule.Act).Concat(by == Actor.Operator ? ["retry", "note"] : []).Distinct()];

    /// <summary>Whether that actor may do it now. <c>retry</c> needs an interruption or a wait, <c>note</c> nothing.</summary>
    public static bool Allows(Case on, string act, Actor by) => act switch
    {
        "note" => by == Actor.Operator,
        "retry" => by == Actor.Operator && on.Open && (on.State == NeedsAttention || on.WaitsFor is not null),
        _ => on.Ending is null && Array.Exists(Table, rule => rule.Act == act && rule.Kind == on.Kind && rule.By == by && rule.In.Contains(on.Stage)),
    };

    /// <summary>The acts that are allowed now, in the table's order.</summary>
    public static IReadOnlyList<string> AllowedTo(Actor by, Case on) =>
        [.. Table.Select(rule => rule.Act).Append("retry").Append("note").Distinct().Where(act => Allows(on, act, by))];

    /// <summary>The states of a kind in which an act is allowed to an operator, for the words of a refusal.</summary>
    public static IReadOnlyList<CaseState> StatesFor(CaseKind kind, string act) =>
        [.. Table.Where(rule => rule.Act == act && rule.Kind == kind).SelectMany(rule => rule.In).Distinct()];

    private sealed record ActRule(string Act, CaseKind Kind, CaseState[] In, Actor By);
}
