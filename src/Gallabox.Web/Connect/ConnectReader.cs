using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Core.Connect;

namespace Gallabox.Web.Connect;

/// <summary>Reads what a connection's pages show.</summary>
public sealed class ConnectReader(ConnectFile file, ConnectLinks links, OnboardingAddress onboarding, AccountStore accounts, TimeProvider time)
{
    /// <summary>The link with its account, or null where it does not let anybody in: forged, or its address is registered no more.</summary>
    public async Task<(ConnectInvite Invite, Account Account)?> OpenAsync(string token, CancellationToken cancellation) =>
        links.ReadInvite(token) is { } invite && await accounts.FindAsync(invite.AccountId, cancellation) is { } account && account.Owns(invite.Address)
            ? (invite, account)
            : null;

    /// <summary>Whether a link may still open its case.</summary>
    public bool IsFresh(ConnectInvite invite) => invite.Until > time.GetUtcNow();

    public async Task<ConnectView> ReadAsync(Case on, CancellationToken cancellation)
    {
        var evidence = await file.EvidenceAsync(new CaseRef(on.Id), cancellation);
        var (headline, now) = ConnectProgress.Now(evidence);
        var button = ConnectProgress.NeedsButton(evidence) ? onboarding.For(evidence.Case, evidence.Facts.Address, evidence.Account.Name) : null;
        return new ConnectView(evidence.Account.Name, on.Id, headline, now, ConnectProgress.Steps(evidence), button);
    }
}
