using System.Globalization;
using MimeKit;

namespace Gallabox.Core.Mail;

/// <summary>
/// Addresses as they are compared here: the whole addr-spec without regard to case, domain in its ASCII form. Plus tags and
/// dots are part of the local part: only the mailbox's own host knows whether they matter (facts 10.2, row 40).
/// </summary>
public static class SenderAddress
{
    private static readonly IdnMapping idn = new();

    public static bool Same(string one, string other) => Normal(one) == Normal(other);

    /// <summary>Lower case, with an ASCII domain.</summary>
    public static string Normal(string address)
    {
        var trimmed = address.Trim().TrimStart('<').TrimEnd('>').Normalize().ToLowerInvariant();
        var at = trimmed.LastIndexOf('@');
        return at < 0 ? trimmed : trimmed[..(at + 1)] + AsciiDomain(trimmed[(at + 1)..]);
    }

    /// <summary>The part after the last at sign; null where there is none.</summary>
    public static string? Domain(string? address)
    {
        var at = address?.LastIndexOf('@') ?? -1;
        var domain = at < 0 ? "" : address![(at + 1)..].Trim().TrimEnd('>').TrimEnd('.').ToLowerInvariant();
        return domain.Length == 0 ? null : AsciiDomain(domain);
    }

    /// <summary>All mailboxes in address lists such as From values, groups opened, each address once; at most 10.</summary>
    public static IReadOnlyList<Mailbox> Read(IEnumerable<string> values) =>
    [
        .. values.SelectMany(value => InternetAddressList.TryParse(value, out var list) ? list.Mailboxes : [])
            .Where(mailbox => mailbox.Address.Contains('@', StringComparison.Ordinal))
            .Select(mailbox => new Mailbox(Name(mailbox), CleanText.Line(Normal(mailbox.Address), 320)))
            .DistinctBy(mailbox => mailbox.Address)
            .Take(10),
    ];

    private static string? Name(MailboxAddress mailbox) => CleanText.Line(mailbox.Name, 200) is { Length: > 0 } name ? name : null;

    private static string AsciiDomain(string domain)
    {
        try
        {
            return domain.All(char.IsAscii) ? domain : idn.GetAscii(domain);
        }
        catch (ArgumentException)
        {
            return domain;
        }
    }
}
