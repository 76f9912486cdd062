using Gallabox.Core.Cases;
using Gallabox.Core.Migration;
using Gallabox.Web.Customer;
using Gallabox.Web.Entry;
using Gallabox.Web.Pages;
using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Migration;

/// <summary>Meta's Embedded Signup: the page with its button, and what the browser brings from it.</summary>
public sealed class SignupEndpoints(MigrationSignup signup, CaseStore cases)
{
    /// <summary>The page; where there is nothing to sign up for, the customer's own page.</summary>
    public async Task<IResult> ShowAsync(HttpRequest request, CancellationToken cancellation)
    {
        var visit = CustomerVisit.Of(request);
        if (signup.Settings is not { } settings || !CustomerReader.May("signup", visit, visit.Case))
            return new SeeOther($"/my/{visit.Token}");
        var facts = (await cases.GetAsync<MigrationFacts>(visit.Case.Id, cancellation)).Facts;
        return MigrationSheet.MaySignUp(visit.Case, facts)
            ? Page(visit, settings, request.HttpContext.Response, null)
            : new SeeOther($"/my/{visit.Token}");
    }

    /// <summary>Traded at once: the code lives for 30 seconds. Null: a sign-up is not wanted any more.</summary>
    public async Task<IResult?> TakeAsync(CustomerVisit visit, IFormCollection form, HttpResponse response, CancellationToken cancellation)
    {
        if (signup.Settings is not { } settings)
            return null;
        var facts = (await cases.GetAsync<MigrationFacts>(visit.Case.Id, cancellation)).Facts;
        if (!MigrationSheet.MaySignUp(visit.Case, facts))
            return null;
        var brought = new SignupResult(form["code"].ToString(), form["waba_id"].ToString(), form["phone_number_id"].ToString());
        return await signup.TakeAsync(visit.Case.Id, visit.By, brought, cancellation) switch
        {
            ActResult.Accepted => new SeeOther($"/my/{visit.Token}"),
            ActResult.BadInput bad => Page(visit, settings, response, bad.Problem),
            _ => null,
        };
    }

    private static PageResult<SignupPage> Page(CustomerVisit visit, SignupSettings settings, HttpResponse response, string? refused)
    {
        SafeHeaders.AllowSignup(response, settings.SdkUrl);
        return new PageResult<SignupPage>(
            refused is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest, ("Visit", visit), ("Settings", settings), ("Refused", refused));
    }
}
