using Gallabox.Core.Cases;
using Gallabox.Web.Answers;
using Gallabox.Web.Cases;
using Gallabox.Web.Entry;
using Gallabox.Web.Migration;
using Gallabox.Web.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Gallabox.Web.Customer;

/// <summary>The customer's status page. Looking never acts: mail scanners open links, too.</summary>
public sealed class CustomerEndpoints(
    CustomerReader reader, CaseActing acting, CustomerSecrets secrets, SignupEndpoints signup, IOptionsMonitor<WebOptions> options, TimeProvider time)
{
    private const string NoTime = "Choose a date and a time from now on, within 60 days.";
    private const string TooLate = "That is not possible any more. Below you see where your request stands now.";

    public async Task<IResult> ShowAsync(HttpRequest request, CancellationToken cancellation)
    {
        var visit = CustomerVisit.Of(request);
        return Page(visit, await reader.ReadAsync(visit, cancellation));
    }

    public async Task<IResult> ActAsync(HttpRequest request, CancellationToken cancellation)
    {
        var visit = CustomerVisit.Of(request);
        var act = request.Path("action");
        if (!CaseActs.NamesFor(Actor.Customer).Contains(act))
            return PlainPages.Show(
                StatusCodes.Status404NotFound, "There is nothing here", "Go back to your request.", new PageLink("Your request", $"/my/{visit.Token}"));
        var (form, refusal) = await InvitedForm.ReadAsync(request, options.CurrentValue.MaxBody, cancellation);
        if (refusal is not null)
            return refusal;
        return !CustomerReader.May(act, visit, visit.Case) ? await RefusedAsync(visit, TooLate, StatusCodes.Status409Conflict, cancellation) : act switch
        {
            "pin" => await secrets.ShowPinAsync(visit, await reader.ReadAsync(visit, cancellation), cancellation)
                ?? await RefusedAsync(visit, "The PIN was shown before, and is shown once only.", StatusCodes.Status409Conflict, cancellation),
            "code" => await DoneAsync(visit, await secrets.EnterCodeAsync(visit, form, cancellation), cancellation),
            "signup" => await signup.TakeAsync(visit, form, request.HttpContext.Response, cancellation)
                ?? await RefusedAsync(visit, TooLate, StatusCodes.Status409Conflict, cancellation),
            _ => await acting.ActAsync(visit.Case.Id, Read(act, visit, form), cancellation) is var result && result is ActResult.BadInput && act == "reschedule"
                ? await RefusedAsync(visit, NoTime, StatusCodes.Status400BadRequest, cancellation)
                : await DoneAsync(visit, result, cancellation),
        };
    }

    /// <summary>A time is entered in the account's own zone; "as soon as possible" is a time, too: now.</summary>
    private ActRequest Read(string act, CustomerVisit visit, IFormCollection form)
    {
        var at = form["soon"] == "yes" ? time.GetUtcNow() : Moments.Entered(form["at"].ToString(), visit.Account);
        return new ActRequest(act, Actor.Customer, visit.By, At: at, Choice: form["method"].ToString());
    }

    private Task<IResult> DoneAsync(CustomerVisit visit, ActResult result, CancellationToken cancellation) => result switch
    {
        ActResult.Accepted => Task.FromResult<IResult>(new SeeOther($"/my/{visit.Token}")),
        ActResult.BadInput bad => RefusedAsync(visit, bad.Problem, StatusCodes.Status400BadRequest, cancellation),
        _ => RefusedAsync(visit, TooLate, StatusCodes.Status409Conflict, cancellation),
    };

    private async Task<IResult> RefusedAsync(CustomerVisit visit, string why, int status, CancellationToken cancellation) =>
        Page(visit, await reader.ReadAsync(visit, cancellation) with { Refused = why }, status);

    /// <summary>A link by which only a code can be entered shows nothing else.</summary>
    private static IResult Page(CustomerVisit visit, CustomerView view, int status = StatusCodes.Status200OK) => visit.Link.Purpose == LinkPurpose.Code
        ? new PageResult<CodePage>(status, ("View", view))
        : new PageResult<CustomerPage>(status, ("View", view));
}
