using Gallabox.Core.Cases;
using Gallabox.Core.Deletion;
using Gallabox.Web.Answers;
using Gallabox.Web.Cases;
using Gallabox.Web.Entry;
using Gallabox.Web.Pages;
using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Customer;

/// <summary>The customer's status page. Looking never acts: mail scanners open links, too.</summary>
public sealed class CustomerEndpoints(CustomerReader reader, CaseActing acting)
{
    private const string TooLate = "That is not possible any more. Below you see where your request stands now.";

    public async Task<IResult> ShowAsync(HttpRequest request, CancellationToken cancellation) =>
        Page(await reader.ReadAsync(CustomerVisit.Of(request), cancellation));

    public async Task<IResult> ActAsync(HttpRequest request, CancellationToken cancellation)
    {
        var visit = CustomerVisit.Of(request);
        var act = request.Path("action");
        if (!CaseActs.NamesFor(Actor.Customer).Contains(act))
            return PlainPages.Show(
                StatusCodes.Status404NotFound, "There is nothing here", "Go back to your request.", new PageLink("Your request", $"/my/{visit.Token}"));
        var result = CustomerReader.May(act, visit, visit.Case)
            ? await acting.ActAsync(visit.Case.Id, new ActRequest(act, Actor.Customer, visit.By), cancellation)
            : null;
        return result is ActResult.Accepted
            ? new SeeOther($"/my/{visit.Token}")
            : Page(await reader.ReadAsync(visit, cancellation) with { Refused = TooLate }, StatusCodes.Status409Conflict);
    }

    private static PageResult<CustomerPage> Page(CustomerView view, int status = StatusCodes.Status200OK) => new(status, ("View", view));
}
