using Gallabox.Core.Cases;
using Gallabox.Core.Mail;
using Gallabox.Core.Migration;
using Gallabox.Web.Migration;

namespace Gallabox.Web.Cases;

/// <summary>Reads one case as the API shows it, with what its kind adds.</summary>
public sealed class CaseDetails(CaseStore cases, Outbox outbox)
{
    /// <summary>Null: there is no such case.</summary>
    public async Task<CaseDetail?> FindAsync(string id, CancellationToken cancellation)
    {
        if (id.Length > 100 || await cases.FindAsync(id, cancellation) is not { } found)
            return null;
        var detail = new CaseDetail(found, await cases.TimelineAsync(id, cancellation), await outbox.OfCaseAsync(id, cancellation));
        return found.Kind == CaseKind.Migration ? With(detail, (await cases.GetAsync<MigrationFacts>(id, cancellation)).Facts) : detail;
    }

    private static CaseDetail With(CaseDetail detail, MigrationFacts facts) => detail with
    {
        Path = facts.Path,
        CutOverAt = facts.CutOverAt,
        DestinationWabaId = facts.WabaId,
        Lights = LightView.Of(facts),
    };
}
