using Gallabox.Core.Cases;
using Gallabox.Core.Migration;
using Gallabox.Web.Customer;
using Gallabox.Web.Entry;
using Gallabox.Web.Pages;
using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Migration;

/// <summary>The two secrets that pass through a migration's page: the one-time code on its way in, the PIN on its way out. Neither is kept here.</summary>
public sealed class CustomerSecrets(MigrationActs acts, PinHandOver pins)
{
    public Task<ActResult> EnterCodeAsync(CustomerVisit visit, IFormCollection form, CancellationToken cancellation) =>
        acts.EnterCodeAsync(visit.Case.Id, visit.By, form["code"].ToString(), cancellation);

    /// <summary>The page with the PIN, which is the answer to the post itself: it has no address of its own. Null: it was shown before.</summary>
    public async Task<IResult?> ShowPinAsync(CustomerVisit visit, CustomerView view, CancellationToken cancellation) =>
        await pins.TakeAsync(visit.Case.Id, visit.By, cancellation) is { } pin
            ? new PageResult<PinPage>(StatusCodes.Status200OK, ("View", view), ("Pin", pin))
            : null;
}
