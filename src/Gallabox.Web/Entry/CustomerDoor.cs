using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Core.Migration;
using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Entry;

/// <summary>
/// Opens what a signed link names: it works only while its case is stored and its address is still a registered one of the account, or,
/// for a link by which only a code can be entered, the one that the migration names for that.
/// </summary>
public sealed class CustomerDoor(CaseStore cases, AccountStore accounts)
{
    public async Task<CustomerVisit?> OpenAsync(CustomerLink link, string token, CancellationToken cancellation) =>
        await cases.FindAsync(link.CaseId, cancellation) is { } found
        && await accounts.FindAsync(found.AccountId, cancellation) is { } account
        && (account.Owns(link.Address) || await ReadsCodesAsync(link, found, cancellation))
            ? new CustomerVisit(link, token, found, account)
            : null;

    private async Task<bool> ReadsCodesAsync(CustomerLink link, Case found, CancellationToken cancellation) =>
        link.Purpose == LinkPurpose.Code && found.Kind == CaseKind.Migration
        && link.Address.Equals((await cases.GetAsync<MigrationFacts>(found.Id, cancellation)).Facts.Reader.Email, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A customer who came in by a link.</summary>
public sealed record CustomerVisit(CustomerLink Link, string Token, Case Case, Account Account)
{
    public string By => "customer:" + Link.Address;

    /// <exception cref="InvalidOperationException">The route is not one of customers' links.</exception>
    public static CustomerVisit Of(HttpRequest request) =>
        request.HttpContext.Features.Get<CustomerVisit>() ?? throw new InvalidOperationException("This route has no customer.");
}
