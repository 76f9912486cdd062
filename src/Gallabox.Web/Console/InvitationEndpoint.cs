using Gallabox.Core.Accounts;
using Gallabox.Core.Migration;
using Gallabox.Web.Answers;
using Gallabox.Web.Pages;
using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Console;

/// <summary>The team's way to begin a migration: the customer gets the link to the form by mail, and fills it.</summary>
public sealed class InvitationEndpoint(AccountStore accounts, MigrationInvitations invitations)
{
    public async Task<IResult> InviteAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (await accounts.FindAsync(request.Path("id"), cancellation) is not { Emails: [var address, ..] } account)
            return PlainPages.Show(StatusCodes.Status404NotFound, "There is nobody to invite",
                "The account is unknown, or has no registered address.", new PageLink("Open cases", "/"));
        await invitations.AskAsync(address, cancellation);
        Flash.Say(request.HttpContext, $"The link to the migration form is mailed to {address} of {account.Name}.");
        return new SeeOther("/");
    }
}
