using Gallabox.Core.Accounts;

namespace Gallabox.Core.Cases;

/// <summary>What a person asks of a case: one act with its words.</summary>
/// <param name="Act">A name of <see cref="CaseActs"/>.</param>
/// <param name="By">Such as <c>operator:asha</c> or <c>customer:asha@kettle.example</c>.</param>
/// <param name="Note">Why; shown in the timeline, and to the customer where a reason is told.</param>
/// <param name="At">For <c>reschedule</c>: the new date, or the earliest moment of the cut-over.</param>
/// <param name="Amount">For <c>dues</c>: what is open.</param>
/// <param name="Choice">For <c>resend</c>: <c>sms</c> or <c>voice</c>; empty: as before.</param>
public sealed record ActRequest(string Act, Actor Actor, string By, string Note = "", DateTimeOffset? At = null, Money? Amount = null, string Choice = "");

/// <summary>How an act came out.</summary>
public abstract record ActResult
{
    public sealed record Accepted(Case Case) : ActResult;

    public sealed record NotAllowed(Case Case, IReadOnlyList<CaseState> AllowedIn) : ActResult;

    public sealed record BadInput(string Problem) : ActResult;
}
