using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Gallabox.Core.Mail;

/// <summary>Why a From address is not proven.</summary>
public enum Unproven
{
    /// <summary>No From address could be read.</summary>
    NoSender,

    /// <summary>From names several addresses.</summary>
    SeveralSenders,

    /// <summary>The display name holds an address that is not the real one.</summary>
    AddressInName,

    /// <summary>A mailing list or help desk sent it in the sender's name.</summary>
    Relayed,

    /// <summary>Neither SPF nor DKIM passed for the sender's domain.</summary>
    NotAligned,
}

/// <summary>
/// Whether a mail's From address wrote it: SPF or DKIM must have passed for the address's own domain or a domain below it.
/// A parent domain does not speak for its children, so that no public suffix list is needed.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "trust")]
[JsonDerivedType(typeof(Trusted), "trusted")]
[JsonDerivedType(typeof(Doubted), "doubted")]
public abstract partial record SenderTrust
{
    private SenderTrust()
    {
    }

    /// <param name="Address">The proven address, lower case; whether it is registered is for the account to say.</param>
    /// <param name="Evidence">What passed, such as <c>dkim=example.com</c>: for the timeline.</param>
    public sealed record Trusted(string Address, string Evidence) : SenderTrust;

    /// <param name="Address">The claimed address where there is exactly one.</param>
    public sealed record Doubted(string? Address, Unproven Reason) : SenderTrust;

    public static SenderTrust Judge(InboundMail mail) => mail.From switch
    {
        [] => new Doubted(null, Unproven.NoSender),
        [var sender] => Judge(mail, sender),
        _ => new Doubted(null, Unproven.SeveralSenders),
    };

    private static SenderTrust Judge(InboundMail mail, Mailbox sender)
    {
        if (AddressInName().Matches(sender.Name ?? "").Any(found => !SenderAddress.Same(found.Value, sender.Address)))
            return new Doubted(sender.Address, Unproven.AddressInName);
        if (ViaRelay().IsMatch(sender.Name ?? "") || mail.Header("x-original-from") is not null)
            return new Doubted(sender.Address, Unproven.Relayed);
        if (SenderAddress.Domain(sender.Address) is { } domain && Proof(mail, domain) is { } evidence)
            return new Trusted(sender.Address, evidence);
        return new Doubted(sender.Address, mail.Header("list-id") is null ? Unproven.NotAligned : Unproven.Relayed);
    }

    private static string? Proof(InboundMail mail, string domain)
    {
        var signed = PassedDkim(mail).FirstOrDefault(passed => Speaks(passed, domain));
        if (signed is not null)
            return $"dkim={signed}";
        var spfPassed = mail.Spf is { } spf && SpfPass().IsMatch(spf);
        return spfPassed && SenderAddress.Domain(mail.EnvelopeFrom) is { } sent && Speaks(sent, domain) ? $"spf={sent}" : null;
    }

    // The field is a rendering of foreign text, and a signature's domain could hold commas: where the mail's own signatures
    // are seen, only a domain that one of them names counts.
    private static IEnumerable<string> PassedDkim(InboundMail mail)
    {
        var named = mail.Header(MailHeaders.DkimDomains)?.Split(' ');
        return DkimResult().Matches(mail.Dkim ?? "")
            .Where(result => result.Groups[2].Value.Equals("pass", StringComparison.OrdinalIgnoreCase))
            .Select(result => result.Groups[1].Value.ToLowerInvariant().TrimEnd('.'))
            .Where(passed => named is null || named.Contains(passed));
    }

    private static bool Speaks(string proven, string domain) =>
        proven == domain || proven.EndsWith("." + domain, StringComparison.Ordinal);

    [GeneratedRegex(@"[^\s<>()\[\]"",;:'@]+@[^\s<>()\[\]"",;:'@]+\.[^\s<>()\[\]"",;:'@.]+", RegexOptions.CultureInvariant)]
    private static partial Regex AddressInName();

    [GeneratedRegex(@"(?:^|\s)via\s+\S", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ViaRelay();

    [GeneratedRegex(@"^\s*""?pass\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SpfPass();

    [GeneratedRegex(@"(?:^|[{,\s])""?@?([a-z0-9_.-]+)""?\s*:\s*""?([a-z]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DkimResult();
}
