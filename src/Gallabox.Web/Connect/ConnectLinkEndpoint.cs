using Gallabox.Core.Accounts;
using Gallabox.Core.Connect;
using Gallabox.Web.Answers;
using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Connect;

/// <summary>A link to the button page for one customer, for the platform's own button.</summary>
public sealed class ConnectLinkEndpoint(AccountStore accounts, ConnectReader reader, ConnectLinks links)
{
    public async Task<IResult> CreateAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (await accounts.FindAsync(request.Path("id"), cancellation) is not { } account)
            return Problem.Unknown("account", "GET /api/accounts lists the accounts.");
        var body = await request.ReadAsync<LinkBody>(cancellation);
        var address = body.Email ?? (account.Emails.Count > 0 ? account.Emails[0] : "");
        if (!account.Owns(address))
            return Problem.BadInput("'email' is no registered address of the account.");
        var url = links.Invite(account.Id, address);
        var opened = await reader.OpenAsync(url.Query["?t=".Length..], cancellation);
        return Answer.Json(new ConnectLink(url, opened!.Value.Invite.Until), StatusCodes.Status201Created) with { Private = true };
    }

    /// <param name="Email">The registered address that counts as who connects; absent: the account's first.</param>
    private sealed record LinkBody(string? Email = null)
    {
        public LinkBody()
            : this(Email: null)
        {
        }
    }
}

/// <param name="ExpiresAt">The end of its first use.</param>
public sealed record ConnectLink(Uri Url, DateTimeOffset ExpiresAt);
