using Gallabox.Core.Cases;
using Gallabox.Core.Connect;
using Gallabox.Core.Deletion;
using Gallabox.Web.Connect;
using Gallabox.Web.Entry;

namespace Gallabox.Web.Customer;

/// <summary>Reads what the holder of a link may see, and may do.</summary>
public sealed class CustomerReader(DeletionFile deletions, ConnectFile connections, DeletionReceipt receipt, CaseStore cases)
{
    public Task<CustomerView> ReadAsync(CustomerVisit visit, CancellationToken cancellation) => visit.Case.Kind switch
    {
        CaseKind.Deletion => DeletionAsync(visit, cancellation),
        CaseKind.Connection => ConnectionAsync(visit, cancellation),
        _ => throw new PermanentFailureException("case:no-page", "There is no page for such a request."),
    };

    private async Task<CustomerView> DeletionAsync(CustomerVisit visit, CancellationToken cancellation)
    {
        var evidence = await deletions.ReadAsync(new CaseRef(visit.Case.Id), cancellation);
        var (headline, now) = DeletionProgress.Now(evidence, visit.Link.Purpose);
        var done = evidence.Case.State == CaseState.Completed
            ? receipt.Write(evidence, await cases.TimelineAsync(evidence.Case.Id, cancellation))
            : null;
        return new CustomerView(
            visit.Token, evidence.Case, evidence.Account, DeletionProgress.Number(evidence.Case), headline, now, DeletionProgress.Steps(evidence), done)
        {
            MayProve = evidence.Facts.Proof is null && May("prove", visit, evidence.Case),
            MayCancel = May("cancel", visit, evidence.Case),
            MayConfirmDeleted = evidence.Facts.SaidDeleted is null
                && evidence.Case.WaitsFor is { What: "deletion_at_meta", On: "customer" } && May("confirm-deleted", visit, evidence.Case),
        };
    }

    private async Task<CustomerView> ConnectionAsync(CustomerVisit visit, CancellationToken cancellation)
    {
        var evidence = await connections.EvidenceAsync(new CaseRef(visit.Case.Id), cancellation);
        var (headline, now) = ConnectProgress.Now(evidence);
        return new CustomerView(
            visit.Token, evidence.Case, evidence.Account, PhoneText.Display(evidence.Case.Phone), headline, now, ConnectProgress.Steps(evidence), null)
        {
            What = "Connection",
            TakeBack = "The number is not connected with Gallabox. You can start again at any time.",
            TakeBackButton = "Yes, give the connection up",
            MayCancel = !evidence.Facts.Registering && May("cancel", visit, evidence.Case),
        };
    }

    /// <summary>A link of the wrong purpose proves nothing: only the one that was mailed for it does.</summary>
    public static bool May(string act, CustomerVisit visit, Case on) =>
        CaseActs.Allows(on, act, Actor.Customer) && (act != "prove" || visit.Link.Purpose == LinkPurpose.Proof);
}
