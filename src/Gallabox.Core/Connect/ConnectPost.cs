using Gallabox.Core.Cases;
using Gallabox.Core.Mail;

namespace Gallabox.Core.Connect;

/// <summary>Mails of a connection.</summary>
public sealed class ConnectPost(CasePost post, CustomerLinks links, ConnectLinks pages)
{
    /// <summary>To the one who started it; a repair goes to every registered address.</summary>
    /// <param name="purpose">Unique in the case for what it says.</param>
    /// <param name="write">Given the link to the button page, and the one to the case's own page.</param>
    public async Task SendAsync(ConnectEvidence evidence, string purpose, Func<Uri, Uri, Letter> write, CancellationToken cancellation)
    {
        foreach (var reader in evidence.Facts.Repair is null ? [evidence.Facts.Address] : evidence.Account.Emails)
        {
            var letter = write(pages.Invite(evidence.Account.Id, reader, evidence.Case.Id), links.Create(evidence.Case.Id, reader, LinkPurpose.Status));
            await SendToAsync(evidence.Case.Id, purpose, reader, letter, cancellation);
        }
    }

    /// <summary>To one address that need not be a registered one.</summary>
    public Task SendToAsync(string caseId, string purpose, string reader, Letter letter, CancellationToken cancellation) =>
        post.SendAsync(caseId, purpose, reader, letter, cancellation);
}
