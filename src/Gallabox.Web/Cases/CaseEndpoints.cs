using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Core.Deletion;
using Gallabox.Web.Answers;
using Gallabox.Web.Entry;
using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Cases;

/// <summary>Cases for operators' programs.</summary>
public sealed class CaseEndpoints(CaseStore cases, CaseDetails details, CaseActing acting)
{
    public async Task<IResult> ListAsync(HttpRequest request, CancellationToken cancellation)
    {
        var (filter, badFilter) = CaseQuery.Read(request);
        if (badFilter is not null)
            return badFilter;
        var (page, badPage) = Paging.Read(request);
        if (badPage is not null)
            return badPage;
        var (found, next) = await cases.ListAsync(filter, page.After, page.Take, cancellation);
        return Answer.Json(new Page<CaseView>([.. found.Select(CaseView.Of)], next));
    }

    public Task<IResult> ReadAsync(HttpRequest request, CancellationToken cancellation) => ShowAsync(request.Path("id"), cancellation);

    public async Task<IResult> ActAsync(HttpRequest request, CancellationToken cancellation)
    {
        var act = request.Path("action");
        if (!CaseActing.OperatorsActs.Contains(act))
            return Problem.Unknown("action", $"The actions are {string.Join(", ", CaseActing.OperatorsActs)}.");
        var body = await request.ReadAsync<ActBody>(cancellation);
        var (asked, refusal) = body.Read(act, Caller.Of(request));
        if (asked is null)
            return refusal!;
        var id = request.Path("id");
        return await acting.ActAsync(id, asked, cancellation) switch
        {
            ActResult.BadInput bad => Problem.BadInput(bad.Problem),
            ActResult.NotAllowed refused => CaseActing.Refusal(act, refused),
            _ => await ShowAsync(id, cancellation),
        };
    }

    private async Task<IResult> ShowAsync(string id, CancellationToken cancellation) =>
        await details.FindAsync(id, cancellation) is { } found ? Answer.Json(found) : Problem.Unknown("case", CaseActing.UnknownCase(id));
}

/// <summary>The body of an act; each act reads what it needs.</summary>
public sealed record ActBody
{
    private const int LongestNote = 2000;

    public string? Note { get; init; }

    /// <summary>RFC 3339.</summary>
    public string? At { get; init; }

    /// <summary>Minor units.</summary>
    public long? Amount { get; init; }

    public string? Currency { get; init; }

    /// <summary>Who acts, where the caller is a program that shares the operator key.</summary>
    public string? By { get; init; }

    /// <summary>The act, or what is wrong with the body.</summary>
    public (ActRequest? Asked, Answer? Refusal) Read(string act, Caller caller)
    {
        DateTimeOffset? at = null;
        if (Note?.Length > LongestNote)
            return (null, Problem.BadInput($"'note' has at most {LongestNote} characters."));
        if (At is not null)
        {
            if (!Inputs.TryTime(At, out var time))
                return (null, Problem.BadInput("'at' is a time in RFC 3339 with its offset, such as 2026-03-14T10:00:00Z."));
            at = time;
        }

        if (Amount is null != Currency is null || (Currency is not null && !Inputs.IsCurrency(Currency)))
            return (null, Problem.BadInput("'amount' (minor units) and 'currency' (three capital letters of ISO 4217) go together."));
        var money = Amount is null ? null : new Money(Amount.Value, Currency!);
        return (new ActRequest(act, Actor.Operator, caller.As(By), Note?.Trim() ?? "", at, money), null);
    }
}
