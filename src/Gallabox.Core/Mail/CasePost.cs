using System.Security.Cryptography;
using System.Text;
using Gallabox.Core.Cases;
using Gallabox.Core.Providers;

namespace Gallabox.Core.Mail;

/// <summary>Mails of a case. A mail's id is the case, its purpose and its reader, which is what makes it go out once.</summary>
public sealed class CasePost(Outbox outbox, CustomerLinks links)
{
    /// <param name="caseId">The case, or what stands for one.</param>
    /// <param name="purpose">Unique in the case for what it says.</param>
    /// <param name="reader">One address.</param>
    /// <param name="letter">With its subject.</param>
    /// <param name="thread">The mail that it answers; null: none.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task SendAsync(string caseId, string purpose, string reader, Letter letter, MailThread? thread, CancellationToken cancellation)
    {
        var mailId = $"{caseId}.{purpose}.{Mark(reader)}";
        return outbox.SendAsync(new OutgoingMail
        {
            MailId = mailId,
            CaseId = caseId,
            To = reader,
            Subject = letter.Subject,
            Text = letter.ToText(),
            Html = letter.ToHtml(),
            MessageId = links.MessageId(mailId),
            InReplyTo = thread?.InReplyTo,
            References = thread?.References ?? [],
            Attachments = [.. (letter.Attachments ?? []).Select(file => new Providers.MailAttachment(file.Name, file.ContentType, file.Content))],
        }, cancellation);
    }

    /// <summary>Not as an answer; the subject names the case.</summary>
    public Task SendAsync(string caseId, string purpose, string reader, Letter letter, CancellationToken cancellation) =>
        SendAsync(caseId, purpose, reader, letter with { Subject = $"{letter.Subject} [{caseId}]" }, null, cancellation);

    /// <summary>Tells readers apart in ids without spelling out who they are.</summary>
    private static string Mark(string reader) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(reader.ToLowerInvariant())))[..8];
}

/// <param name="InReplyTo">A Message-ID with its angle brackets.</param>
/// <param name="References">The chain of the thread, oldest first.</param>
public sealed record MailThread(string InReplyTo, IReadOnlyList<string> References);
