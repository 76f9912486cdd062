using Gallabox.Core.Cases;
using Gallabox.Web.Answers;
using Gallabox.Web.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Gallabox.Web.Entry;

/// <summary>Decides for every route who may call it; what it learns of the caller is kept with the request.</summary>
public sealed class Doorkeeper(
    OperatorKeys keys, ClientPrincipals principals, ConsoleSessions sessions, CustomerLinks links, CustomerDoor customers, IOptionsMonitor<WebOptions> options)
{
    /// <summary>Null: come in. Else the answer that says why not.</summary>
    public Task<IResult?> RefusalAsync(Route route, HttpRequest request, CancellationToken cancellation) => route.Access switch
    {
        Access.Operator => Task.FromResult<IResult?>(AsProgram(request)),
        Access.Console => AsPersonAsync(route, request, cancellation),
        Access.CustomerLink => AsCustomerAsync(request, cancellation),
        _ => Task.FromResult<IResult?>(null),
    };

    private Answer? AsProgram(HttpRequest request)
    {
        if (keys.Accepts(request.Headers.Authorization.ToString()))
            return LetIn(request, new Caller(null));
        return principals.Read(request) switch
        {
            PrincipalFound.Operator person => LetIn(request, new Caller(person.Name)),
            PrincipalFound.Stranger => Problem.Forbidden("Your sign-in lacks the operator's role; ask an administrator to assign it."),
            _ => Problem.Unauthenticated("Send the header 'Authorization: Bearer <operator key>'."),
        };
    }

    private async Task<IResult?> AsPersonAsync(Route route, HttpRequest request, CancellationToken cancellation)
    {
        var found = principals.Read(request);
        if (found is PrincipalFound.Stranger)
            return PlainPages.Show(StatusCodes.Status403Forbidden, "You may not use this console", "Your sign-in lacks the operator's role. Ask an administrator to assign it.");
        var caller = found is PrincipalFound.Operator person
            ? new Caller(person.Name, sessions.FormToken("principal:" + person.Name))
            : sessions.Read(request);
        if (caller is null)
            return PlainPages.SignIn();
        LetIn(request, caller);
        return route.IsWrite ? await FormRefusalAsync(request, caller, cancellation) : null;
    }

    private async Task<IResult?> FormRefusalAsync(HttpRequest request, Caller caller, CancellationToken cancellation)
    {
        var (_, refusal) = await RequestBody.TakeAsync(request, options.CurrentValue.MaxBody, "application/x-www-form-urlencoded", cancellation);
        if (refusal is not null)
            return PlainPages.From(refusal);
        var sent = request.HasFormContentType ? (await request.ReadFormAsync(cancellation))["formToken"].ToString() : "";
        return ConsoleSessions.Same(sent, caller.FormToken ?? "")
            ? null
            : PlainPages.Show(StatusCodes.Status403Forbidden, "This form is out of date", "Nothing was done. Open the console again and repeat what you wanted to do.");
    }

    private async Task<IResult?> AsCustomerAsync(HttpRequest request, CancellationToken cancellation)
    {
        var token = request.RouteValues["token"]?.ToString() ?? "";
        if (links.Read(token) is not { } link || await customers.OpenAsync(link, token, cancellation) is not { } visit)
            return PlainPages.Show(StatusCodes.Status404NotFound, "This link does not work", "It may have expired, or part of it was lost. Open the link in the newest mail that we sent you.");
        request.HttpContext.Features.Set(visit);
        return null;
    }

    private static Answer? LetIn(HttpRequest request, Caller caller)
    {
        request.HttpContext.Features.Set(caller);
        return null;
    }
}
