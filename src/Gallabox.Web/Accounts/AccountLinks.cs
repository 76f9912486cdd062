using Gallabox.Core.Accounts;
using Gallabox.Web.Answers;
using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Accounts;

/// <summary>For whom a link of the platform's own button is made: an account, and one of its registered addresses.</summary>
public sealed class AccountLinks(AccountStore accounts)
{
    /// <summary>The account of the path with the address that counts as who acts; else the refusal.</summary>
    public async Task<(Account? Account, string Address, Answer? Refusal)> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (await accounts.FindAsync(request.Path("id"), cancellation) is not { } account)
            return (null, "", Problem.Unknown("account", "GET /api/accounts lists the accounts."));
        var body = await request.ReadAsync<LinkBody>(cancellation);
        var address = body.Email ?? (account.Emails.Count > 0 ? account.Emails[0] : "");
        return account.Owns(address) ? (account, address, null) : (null, "", Problem.BadInput("'email' is no registered address of the account."));
    }

    /// <param name="Email">The registered address that counts as who acts; absent: the account's first.</param>
    private sealed record LinkBody(string? Email = null)
    {
        public LinkBody()
            : this(Email: null)
        {
        }
    }
}

/// <param name="ExpiresAt">The end of its first use.</param>
public sealed record AccountLink(Uri Url, DateTimeOffset ExpiresAt)
{
    public Answer ToAnswer() => Answer.Json(this, StatusCodes.Status201Created) with { Private = true };
}
