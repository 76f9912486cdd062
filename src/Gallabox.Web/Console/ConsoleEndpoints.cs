using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Core.Deletion;
using Gallabox.Web.Answers;
using Gallabox.Web.Cases;
using Gallabox.Web.Entry;
using Gallabox.Web.Pages;
using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Console;

/// <summary>The team's pages: the cases with what may be done to each.</summary>
public sealed class ConsoleEndpoints(ConsoleReader reader, CaseStore cases, AccountStore accounts, CaseActing acting)
{
    /// <summary>How long a page waits for the case to move after an act; flows work on their own time.</summary>
    private static readonly TimeSpan[] Glances = [.. Enumerable.Repeat(TimeSpan.FromMilliseconds(80), 10)];

    public async Task<IResult> HomeAsync(HttpRequest request, CancellationToken cancellation)
    {
        var caller = Caller.Of(request);
        var find = request.Query["find"].ToString().Trim();
        var (filter, refusal) = CaseQuery.Read(request);
        if (refusal is not null)
            return PlainPages.From(refusal);
        var after = request.Query["after"].ToString();
        var view = find.Length > 0 ? await reader.FindAsync(caller, find, cancellation)
            : filter.State is { } state ? await reader.OfStateAsync(caller, state, after.Length > 0 ? after : null, cancellation)
            : await reader.HomeAsync(caller, cancellation);
        return Page(view with { Said = Flash.Take(request.HttpContext) });
    }

    public async Task<IResult> CaseAsync(HttpRequest request, CancellationToken cancellation) =>
        await reader.CaseAsync(Caller.Of(request), request.Path("id"), cancellation) is { } view
            ? Page(view with { Said = Flash.Take(request.HttpContext) })
            : PlainPages.Show(StatusCodes.Status404NotFound, "There is no such case", "See the open cases for what there is.", new PageLink("Open cases", "/"));

    public async Task<IResult> ActAsync(HttpRequest request, CancellationToken cancellation)
    {
        var (id, act) = (request.Path("id"), request.Path("action"));
        if (!CaseActing.OperatorsActs.Contains(act) || await cases.FindAsync(id, cancellation) is not { } found)
            return PlainPages.Show(StatusCodes.Status404NotFound, "There is no such act or case", "Nothing was done.", new PageLink("Open cases", "/"));
        var account = await accounts.FindAsync(found.AccountId, cancellation);
        var (asked, fault) = ConsoleForm.Read(act, await request.ReadFormAsync(cancellation), Caller.Of(request), account);
        if (asked is null)
            return await RefusedAsync(request, StatusCodes.Status400BadRequest, fault!, cancellation);
        return await acting.ActAsync(id, asked, cancellation) switch
        {
            ActResult.BadInput bad => await RefusedAsync(request, StatusCodes.Status400BadRequest, bad.Problem, cancellation),
            ActResult.NotAllowed refused => await RefusedAsync(request, StatusCodes.Status409Conflict,
                $"'{CaseWords.Act(act, refused.Case)}' is not possible: the case is '{CaseWords.State(refused.Case.State)}'.", cancellation),
            ActResult.Accepted accepted => await DoneAsync(request.HttpContext, act, accepted.Case, cancellation),
            _ => throw new InvalidOperationException("An act came out in a way that the console does not know."),
        };
    }

    private async Task<IResult> DoneAsync(HttpContext http, string act, Case changed, CancellationToken cancellation)
    {
        foreach (var glance in act == "note" ? [] : Glances)
        {
            if ((await cases.FindAsync(changed.Id, cancellation))?.UpdatedAt != changed.UpdatedAt)
                break;
            await Task.Delay(glance, cancellation);
        }

        Flash.Say(http, $"{changed.Id}: {CaseWords.Done(act)}");
        return new SeeOther($"/#{changed.Id}");
    }

    private async Task<IResult> RefusedAsync(HttpRequest request, int status, string why, CancellationToken cancellation)
    {
        var view = await reader.CaseAsync(Caller.Of(request), request.Path("id"), cancellation);
        return Page(view! with { Refused = why }, status);
    }

    private static PageResult<ConsolePage> Page(ConsoleView view, int status = StatusCodes.Status200OK) => new(status, ("View", view));
}
