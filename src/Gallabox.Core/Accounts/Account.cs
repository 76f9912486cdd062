namespace Gallabox.Core.Accounts;

/// <summary>A customer of the platform.</summary>
public sealed record Account
{
    /// <summary>1 to 40 lower-case letters, digits and hyphens.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Registered addresses: the ones that may ask for things and are told things. Lower case.</summary>
    public IReadOnlyList<string> Emails { get; init; } = [];

    /// <summary>ISO 3166 two-letter code: how numbers without a plus are read.</summary>
    public required string Region { get; init; }

    /// <summary>IANA name, such as <c>Asia/Kolkata</c>: whose working hours count.</summary>
    public required string TimeZone { get; init; }

    /// <summary>BCP 47 tag of the customer's mails.</summary>
    public string Language { get; init; } = "en";

    /// <summary>Meta's business portfolio id, where known.</summary>
    public string? PortfolioId { get; init; }

    public bool BusinessVerified { get; init; }

    public Money Dues { get; init; } = Money.None;

    public bool Owns(string address) => Emails.Contains(address, StringComparer.OrdinalIgnoreCase);
}

/// <param name="Amount">In minor units: 12900 USD is 129 dollars.</param>
/// <param name="Currency">ISO 4217.</param>
public sealed record Money(long Amount, string Currency)
{
    public static Money None { get; } = new(0, "USD");

    /// <summary>Such as <c>USD 129.00</c>; currencies without minor units as whole numbers.</summary>
    public override string ToString() => Currency is "JPY" or "KRW" or "VND" or "CLP"
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Currency} {Amount}")
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Currency} {Amount / 100m:F2}");
}
