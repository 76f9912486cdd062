using Gallabox.Core.Cases;
using Gallabox.Core.Mail;

namespace Gallabox.Core.Migration;

/// <summary>Mails of a migration.</summary>
public sealed class MigrationPost(CasePost post, CustomerLinks links)
{
    /// <summary>To the one who filled the form, while the address is registered; else to the account's addresses.</summary>
    /// <param name="purpose">Unique in the case for what it says.</param>
    /// <param name="write">Given the link to the case's own page.</param>
    public async Task SendAsync(MigrationEvidence told, string purpose, Func<Uri, Letter> write, CancellationToken cancellation)
    {
        IReadOnlyList<string> readers = told.Account.Owns(told.Facts.Address) ? [told.Facts.Address] : told.Account.Emails;
        foreach (var reader in readers)
            await post.SendAsync(told.Case.Id, purpose, reader, write(links.Create(told.Case.Id, reader, LinkPurpose.Status)), cancellation);
    }

    /// <summary>To the one who reads the one-time code, with a link by which only a code can be entered; nobody, where that is the customer.</summary>
    public Task SendToReaderAsync(MigrationEvidence told, string purpose, Func<Uri, Letter> write, CancellationToken cancellation) =>
        told.Facts.Reader.Email is { Length: > 0 } reader && !told.Account.Owns(reader)
            ? post.SendAsync(told.Case.Id, purpose, reader, write(links.Create(told.Case.Id, reader, LinkPurpose.Code)), cancellation)
            : Task.CompletedTask;
}
