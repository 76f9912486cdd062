using Gallabox.Core.Accounts;
using Gallabox.Core.Numbers;
using Gallabox.Web.Answers;
using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Accounts;

/// <summary>Accounts for operators' programs.</summary>
public sealed class AccountEndpoints(AccountStore accounts, NumberStore numbers, AccountNews news)
{
    public async Task<IResult> ListAsync(HttpRequest request, CancellationToken cancellation)
    {
        var (page, refusal) = Paging.Read(request);
        if (refusal is not null)
            return refusal;
        var found = await accounts.ListAsync(page.After, page.Take, cancellation);
        return Answer.Json(new Page<AccountView>([.. found.Select(AccountView.Of)], found.Count == page.Take ? found[^1].Id : null));
    }

    public async Task<IResult> ReadAsync(HttpRequest request, CancellationToken cancellation) =>
        AccountBody.IsId(request.Path("id")) && await accounts.FindAsync(request.Path("id"), cancellation) is { } account
            ? Answer.Json(await DetailAsync(account, cancellation))
            : Unknown();

    public async Task<IResult> SaveAsync(HttpRequest request, CancellationToken cancellation)
    {
        var id = request.Path("id");
        if (!AccountBody.IsId(id))
            return Problem.BadInput("An account's id has 1 to 40 lower-case letters, digits and hyphens.");
        var body = await request.ReadAsync<AccountBody>(cancellation);
        if (body.Fault() is { } fault)
            return Problem.BadInput(fault);
        var today = await accounts.FindAsync(id, cancellation);
        var account = body.ToAccount(id, today?.Dues ?? Money.None);
        if (await accounts.SaveAsync(account, cancellation) is { } taken)
            return Problem.Of(StatusCodes.Status409Conflict, "address-taken", "An address belongs to another account",
                $"'{taken}' is registered for another account; remove it there first.");
        await news.TellAsync(account, cancellation);
        var answer = Answer.Json(await DetailAsync(account, cancellation), today is null ? StatusCodes.Status201Created : StatusCodes.Status200OK);
        return today is null ? answer.With("Location", $"/api/accounts/{id}") : answer;
    }

    public async Task<IResult> SetDuesAsync(HttpRequest request, CancellationToken cancellation)
    {
        var body = await request.ReadAsync<DuesBody>(cancellation);
        if (body.Fault() is { } fault)
            return Problem.BadInput(fault);
        return AccountBody.IsId(request.Path("id")) && await news.SetDuesAsync(request.Path("id"), body.ToMoney(), cancellation) is { } account
            ? Answer.Json(await DetailAsync(account, cancellation))
            : Unknown();
    }

    private async Task<AccountDetail> DetailAsync(Account account, CancellationToken cancellation) =>
        new(account, (await numbers.ListOfAccountAsync(account.Id, cancellation)).Select(number => number.Phone));

    private static Answer Unknown() => Problem.Unknown("account", "GET /api/accounts lists the accounts; PUT /api/accounts/{id} creates one.");
}
