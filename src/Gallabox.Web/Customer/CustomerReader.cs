using Gallabox.Core.Cases;
using Gallabox.Core.Connect;
using Gallabox.Core.Deletion;
using Gallabox.Core.Migration;
using Gallabox.Web.Connect;
using Gallabox.Web.Entry;
using Gallabox.Web.Migration;

namespace Gallabox.Web.Customer;

/// <summary>Reads what the holder of a link may see, and may do.</summary>
public sealed class CustomerReader(
    DeletionFile deletions, MigrationFile migrations, ConnectFile connections, DeletionReceipt receipt, MigrationSignup signup, CaseStore cases)
{
    public Task<CustomerView> ReadAsync(CustomerVisit visit, CancellationToken cancellation) => visit.Case.Kind switch
    {
        CaseKind.Deletion => DeletionAsync(visit, cancellation),
        CaseKind.Migration => MigrationAsync(visit, cancellation),
        _ => ConnectionAsync(visit, cancellation),
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

    private async Task<CustomerView> MigrationAsync(CustomerVisit visit, CancellationToken cancellation)
    {
        var evidence = await migrations.EvidenceAsync(new CaseRef(visit.Case.Id), cancellation);
        var (headline, now) = MigrationProgress.Now(evidence);
        var number = DeletionProgress.Number(evidence.Case);
        return new CustomerView(visit.Token, evidence.Case, evidence.Account, number, headline, now, MigrationWay.Steps(evidence), null)
        {
            What = "Migration",
            TakeBack = $"Nothing has changed so far: {number} stays where it is and works as before. If you have switched two-step verification off, switch it on again. You can start again at any time.",
            TakeBackButton = "Yes, take the migration back",
            MayCancel = !evidence.Facts.CuttingOver && May("cancel", visit, evidence.Case),
            Migration = MigrationSheet.Of(evidence, migrations.Rules, signup.Settings is not null, migrations.Now),
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

    /// <summary>A link of the wrong purpose proves nothing: only the one that was mailed for it does. One for a code is good for nothing else.</summary>
    public static bool May(string act, CustomerVisit visit, Case on) => CaseActs.Allows(on, act, Actor.Customer) && visit.Link.Purpose switch
    {
        LinkPurpose.Code => act is "code" or "resend",
        LinkPurpose.Proof => true,
        _ => act != "prove",
    };
}
