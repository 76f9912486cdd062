using Gallabox.Core.Cases;
using Gallabox.Core.Connect;
using Gallabox.Core.Deletion;
using Gallabox.Core.Migration;
using Gallabox.Web.Answers;
using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Cases;

/// <summary>Brings a person's act to the feature whose case it is, for the API, the console and the customer's page alike.</summary>
public sealed class CaseActing(CaseStore cases, DeletionActs deletions, MigrationActs migrations, ConnectActs connections)
{
    /// <summary>What an operator may call at all; what is allowed now depends on the case.</summary>
    public static IReadOnlyList<string> OperatorsActs { get; } = [.. CaseActs.NamesFor(Actor.Operator)];

    /// <exception cref="PermanentFailureException">There is no such case.</exception>
    public async Task<ActResult> ActAsync(string caseId, ActRequest request, CancellationToken cancellation)
    {
        var found = await cases.FindAsync(caseId, cancellation) ?? throw new PermanentFailureException("case:unknown", UnknownCase(caseId));
        return found.Kind switch
        {
            CaseKind.Deletion => await deletions.ActAsync(caseId, request, cancellation),
            CaseKind.Migration => await migrations.ActAsync(caseId, request, cancellation),
            _ => await connections.ActAsync(caseId, request, cancellation),
        };
    }

    public static string UnknownCase(string id) => $"There is no case '{(id.Length <= 40 ? id : id[..40])}'. GET /api/cases lists them.";

    /// <summary>The refusal of an act, in the words of the API.</summary>
    public static Answer Refusal(string act, ActResult.NotAllowed refused)
    {
        var state = Wire.Name(refused.Case.State);
        var allowed = CaseActs.AllowedTo(Actor.Operator, refused.Case);
        var states = refused.AllowedIn.Select(Wire.Name).ToArray();
        var why = refused.Case switch
        {
            { Open: false } => $"The case has ended ('{state}'); '{act}' does nothing any more.",
            { Ending: not null } => $"The case is being ended ('{Wire.Name(refused.Case.Ending.State)}'); '{act}' comes too late.",
            _ when act == "retry" => $"The case is '{state}' and waits for nothing that could be tried again.",
            _ => $"The case is '{state}'; '{act}' is allowed in {(states.Length > 0 ? string.Join(", ", states) : "no state of such a case")}.",
        };
        return Problem.Of(StatusCodes.Status409Conflict, "wrong-state", "The case's state does not allow it",
            $"{why} Allowed now: {string.Join(", ", allowed)}.", ("state", state), ("allowedIn", states), ("allowed", allowed));
    }
}
