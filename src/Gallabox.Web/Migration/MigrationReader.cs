using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Core.Migration;
using Microsoft.Extensions.Options;

namespace Gallabox.Web.Migration;

/// <summary>Reads what a link to the form opens.</summary>
public sealed class MigrationReader(
    MigrationLinks links, MigrationRequests requests, CustomerLinks customers, AccountStore accounts, IOptionsMonitor<LinkOptions> options, TimeProvider time)
{
    /// <summary>The link with its account, or null where it does not let anybody in: forged, or its address is registered no more.</summary>
    public async Task<(MigrationInvite Invite, Account Account)?> OpenAsync(string token, CancellationToken cancellation) =>
        links.Read(token) is { } invite && await accounts.FindAsync(invite.AccountId, cancellation) is { } account && account.Owns(invite.Address)
            ? (invite, account)
            : null;

    /// <summary>Whether a link may still open its case.</summary>
    public bool IsFresh(MigrationInvite invite) => invite.Until > time.GetUtcNow();

    /// <summary>Where the case of a used link is seen, for as long as a link to the status page holds; null: it has none yet, or the link is too old.</summary>
    public async Task<string?> PageAsync(MigrationInvite invite, CancellationToken cancellation) =>
        invite.Until + options.CurrentValue.LinkLifetime > time.GetUtcNow() && await requests.CaseOfAsync(invite, cancellation) is { } used ? PageOf(used, invite) : null;

    /// <summary>The customer's own page of a case.</summary>
    public string PageOf(Case on, MigrationInvite invite) => customers.Create(on.Id, invite.Address, LinkPurpose.Status).PathAndQuery;
}
