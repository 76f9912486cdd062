using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Gallabox.Core.Cases;

/// <summary>Where customers reach us; section <c>Gallabox</c>.</summary>
public sealed class LinkOptions
{
    public const string Section = "Gallabox";

    /// <summary>The public address of this host, such as <c>https://numbers.gallabox.com</c>.</summary>
    public Uri PublicUrl { get; set; } = new("http://localhost:7071");

    /// <summary>Signs customers' links; at least 32 characters. A changed key ends all links in circulation.</summary>
    public string LinkKey { get; set; } = "";

    /// <summary>The key before this one, still accepted; empty when there is none.</summary>
    public string LinkKeyPrevious { get; set; } = "";

    /// <summary>How long a link to the status page holds. Default 90 days.</summary>
    public TimeSpan LinkLifetime { get; set; } = TimeSpan.FromDays(90);
}

/// <summary>What a link lets its bearer do.</summary>
public enum LinkPurpose
{
    /// <summary>See the case, and cancel it.</summary>
    Status,

    /// <summary>The same, and it proves that its bearer reads a registered address.</summary>
    Proof,

    /// <summary>Enter the one-time code of the case's number, and nothing else.</summary>
    Code,
}

/// <summary>Links to the customer's page: bound to one case and one address, signed (HMAC-SHA256), expiring.</summary>
public sealed class CustomerLinks(IOptionsMonitor<LinkOptions> options, TimeProvider time)
{
    /// <param name="caseId">The case that it opens.</param>
    /// <param name="address">The registered address that it is mailed to, which then counts as who acts.</param>
    /// <param name="purpose">What it lets its bearer do.</param>
    /// <param name="expires">Null: after <see cref="LinkOptions.LinkLifetime"/>.</param>
    public Uri Create(string caseId, string address, LinkPurpose purpose, DateTimeOffset? expires = null)
    {
        var until = expires ?? time.GetUtcNow() + options.CurrentValue.LinkLifetime;
        var content = $"{caseId}|{purpose}|{until.ToUnixTimeSeconds()}|{address}";
        var token = $"{Encode(Encoding.UTF8.GetBytes(content))}.{Encode(Sign(content, options.CurrentValue.LinkKey))}";
        return new Uri(options.CurrentValue.PublicUrl, $"my/{token}");
    }

    /// <summary>The Message-ID header of a mail of ours, so that replies and delivery reports lead back to it.</summary>
    public string MessageId(string mailId) => $"<{mailId}@{options.CurrentValue.PublicUrl.Host}>";

    /// <summary>What a token says, or null when it is not ours or has expired.</summary>
    public CustomerLink? Read(string token)
    {
        if (token.Split('.') is not [var body, var signature] || Decode(body) is not { } content || Decode(signature) is not { } signed)
            return null;
        var text = Encoding.UTF8.GetString(content);
        if (!IsSigned(text, signed) || text.Split('|', 4) is not [var caseId, var purpose, var until, var address])
            return null;
        var link = new CustomerLink(caseId, address, Enum.Parse<LinkPurpose>(purpose),
            DateTimeOffset.FromUnixTimeSeconds(long.Parse(until, System.Globalization.CultureInfo.InvariantCulture)));
        return link.ExpiresAt > time.GetUtcNow() ? link : null;
    }

    private bool IsSigned(string content, byte[] signature) =>
        new[] { options.CurrentValue.LinkKey, options.CurrentValue.LinkKeyPrevious }
            .Any(key => key.Length > 0 && CryptographicOperations.FixedTimeEquals(Sign(content, key), signature));

    private static byte[] Sign(string content, string key) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(content));

    private static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);

    private static byte[]? Decode(string text) => Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : null;
}

public sealed record CustomerLink(string CaseId, string Address, LinkPurpose Purpose, DateTimeOffset ExpiresAt);
