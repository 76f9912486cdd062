using Gallabox.Core.Connect;
using Gallabox.Web.Accounts;
using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Connect;

/// <summary>A link to the button page for one customer, for the platform's own button.</summary>
public sealed class ConnectLinkEndpoint(AccountLinks read, ConnectReader reader, ConnectLinks links)
{
    public async Task<IResult> CreateAsync(HttpRequest request, CancellationToken cancellation)
    {
        var (account, address, refusal) = await read.ReadAsync(request, cancellation);
        if (account is null)
            return refusal!;
        var url = links.Invite(account.Id, address);
        var opened = await reader.OpenAsync(url.Query["?t=".Length..], cancellation);
        return new AccountLink(url, opened!.Value.Invite.Until).ToAnswer();
    }
}
