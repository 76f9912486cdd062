using System.Text.RegularExpressions;

namespace Gallabox.Core.Mail;

/// <summary>
/// How a mail points at one of our cases: <c>[del-7K3QX9MPA2]</c> in its subject, or the id of a mail of ours,
/// <c>{caseId}.{purpose}@{domain}</c>, in its thread headers. A pointer is no proof; it counts among the sender's own cases.
/// </summary>
/// <param name="Purpose">What the mail pointed at was sent for; null where a case tag points.</param>
public sealed partial record MailReference(string CaseId, string? Purpose)
{
    public static MailReference? FromSubject(string subject) =>
        CaseTag().Match(subject) is { Success: true } match ? new(Normal(match.Groups[1].Value), null) : null;

    public static MailReference? FromMessageId(string? messageId) =>
        MailId().Match(messageId ?? "") is { Success: true } match ? Of(match) : null;

    /// <summary>The latest mail of ours that the thread headers name.</summary>
    public static MailReference? FromThread(InboundMail mail) =>
        mail.InReplyTo.Concat(mail.References.Reverse()).Select(FromMessageId).FirstOrDefault(found => found is not null);

    /// <summary>A mail of ours that the text of a delivery report names.</summary>
    public static MailReference? FromText(string text) => MailIdInText().Match(text) is { Success: true } match ? Of(match) : null;

    private static MailReference Of(Match match) => new(Normal(match.Groups[1].Value), match.Groups[2].Value.ToLowerInvariant());

    private static string Normal(string id) => id[..4].ToLowerInvariant() + id[4..].ToUpperInvariant();

    [GeneratedRegex(@"\[\s*((?:del|mig|con)-[0-9A-HJKMNP-TV-Z]{10})\s*\]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CaseTag();

    [GeneratedRegex(
        @"^<?((?:del|mig|con)-[0-9A-HJKMNP-TV-Z]{10})\.([a-z0-9._-]{1,60})@",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MailId();

    [GeneratedRegex(
        @"\b((?:del|mig|con)-[0-9A-HJKMNP-TV-Z]{10})\.([a-z0-9._-]{1,60})@",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MailIdInText();
}
