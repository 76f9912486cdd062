using Gallabox.Core.Migration;
using Gallabox.Web.Accounts;
using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Migration;

/// <summary>A link to the migration form for one customer, for the platform's own button.</summary>
public sealed class MigrationLinkEndpoint(AccountLinks read, MigrationLinks links)
{
    public async Task<IResult> CreateAsync(HttpRequest request, CancellationToken cancellation)
    {
        var (account, address, refusal) = await read.ReadAsync(request, cancellation);
        if (account is null)
            return refusal!;
        var url = links.Invite(account.Id, address);
        return new AccountLink(url, links.Read(url.Query["?t=".Length..])!.Until).ToAnswer();
    }
}
