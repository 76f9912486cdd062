using System.Globalization;
using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Core.Mail;
using Gallabox.Core.Providers;

namespace Gallabox.Core.Deletion;

/// <summary>
/// Mails of a deletion: as replies to the customer's own mail, one for each correspondent, each with a link of its own.
/// A mail's id is the case, its purpose and its reader, which is what makes it go out once.
/// </summary>
public sealed class DeletionPost(Outbox outbox, CustomerLinks links)
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
            await SendAsync(evidence, purpose, reader, letter with { Subject = subject }, request.MessageId, [.. request.References, request.MessageId], cancellation);
        }
    }

    /// <summary>To every registered address, not as a reply: the request's own sender may be somebody else.</summary>
    public async Task SendToRegisteredAsync(
        DeletionEvidence evidence, string purpose, LinkPurpose linkPurpose, DateTimeOffset expires, Func<Uri, Letter> write, CancellationToken cancellation)
    {
        foreach (var reader in evidence.Account.Emails)
        {
            var letter = write(links.Create(evidence.Case.Id, reader, linkPurpose, expires));
            await SendAsync(evidence, purpose, reader, letter with { Subject = $"{letter.Subject} [{evidence.Case.Id}]" }, null, [], cancellation);
        }
    }

    public static TimeZoneInfo Zone(Account account) => ReaderWords.Zone(account);

    /// <summary>The number as people write it, such as <c>+91 98765 43210</c>.</summary>
    public static string Display(PhoneNumber phone) => ReaderWords.Number(phone);

    private Task SendAsync(
        DeletionEvidence evidence, string purpose, string reader, Letter letter, string? inReplyTo, IReadOnlyList<string> references, CancellationToken cancellation)
    {
        var mailId = $"{evidence.Case.Id}.{purpose}.{ReaderWords.Mark(reader)}";
        return outbox.SendAsync(new OutgoingMail
        {
            MailId = mailId,
            CaseId = evidence.Case.Id,
            To = reader,
            Subject = letter.Subject,
            Text = letter.ToText(),
            Html = letter.ToHtml(),
            MessageId = links.MessageId(mailId),
            InReplyTo = inReplyTo,
            References = references,
            Attachments = [.. (letter.Attachments ?? []).Select(file => new Providers.MailAttachment(file.Name, file.ContentType, file.Content))],
        }, cancellation);
    }

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
