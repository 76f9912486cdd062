using System.Globalization;
using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Core.Mail;

namespace Gallabox.Core.Deletion;

/// <summary>
/// Mails of a deletion: as replies to the customer's own mail, one for each correspondent, each with a link of its own.
/// </summary>
public sealed class DeletionPost(CasePost post, CustomerLinks links)
{
    /// <summary>
    /// To everyone who asked and is still registered, as a reply to the request. When the account's addresses were corrected
    /// and nobody of them is left, to the addresses that it has now.
    /// </summary>
    /// <param name="evidence">The case.</param>
    /// <param name="purpose">Unique in the case for what it says.</param>
    /// <param name="write">The letter; an empty subject becomes the request's own.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task ReplyAsync(DeletionEvidence evidence, string purpose, Func<Uri, Letter> write, CancellationToken cancellation)
    {
        foreach (var reader in Readers(evidence))
        {
            var letter = write(links.Create(evidence.Case.Id, reader, LinkPurpose.Status));
            var request = evidence.Facts.Request;
            var subject = letter.Subject.Length > 0 ? letter.Subject : ReplySubject(request.Subject, evidence.Case.Id);
            var thread = new MailThread(request.MessageId, [.. request.References, request.MessageId]);
            await post.SendAsync(evidence.Case.Id, purpose, reader, letter with { Subject = subject }, thread, cancellation);
        }
    }

    /// <summary>To every registered address, not as a reply: the request's own sender may be somebody else.</summary>
    public async Task SendToRegisteredAsync(
        DeletionEvidence evidence, string purpose, LinkPurpose linkPurpose, DateTimeOffset expires, Func<Uri, Letter> write, CancellationToken cancellation)
    {
        foreach (var reader in evidence.Account.Emails)
        {
            var letter = write(links.Create(evidence.Case.Id, reader, linkPurpose, expires));
            await post.SendAsync(evidence.Case.Id, purpose, reader, letter, cancellation);
        }
    }

    public static TimeZoneInfo Zone(Account account) => AccountTime.Zone(account);

    private static IReadOnlyList<string> Readers(DeletionEvidence evidence)
    {
        var asked = evidence.Facts.Correspondents;
        var registered = asked.Where(evidence.Account.Owns).ToList();
        if (registered.Count > 0)
            return registered;
        return evidence.Account.Emails.Count > 0 ? evidence.Account.Emails : asked;
    }

    private static string ReplySubject(string subject, string caseId)
    {
        var reply = subject.StartsWith("Re:", StringComparison.OrdinalIgnoreCase) ? subject : $"Re: {subject}";
        return reply.Contains(caseId, StringComparison.Ordinal) ? reply : string.Create(CultureInfo.InvariantCulture, $"{reply} [{caseId}]");
    }
}
