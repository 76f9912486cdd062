namespace Gallabox.Core.Providers;

/// <summary>
/// A number as Meta shows it. Texts are Meta's open sets, kept as they came; null where Meta did not say or no longer permits the
/// question. [Meta, "Business phone numbers", 5 Dec 2025; facts 3.1]
/// </summary>
/// <param name="Id">The phone number id; a migration makes a new one.</param>
/// <param name="Phone">From the display number; null where that is no number in E.164.</param>
/// <param name="Status">CONNECTED, DISCONNECTED, MIGRATED, PENDING, DELETED, BANNED, ...; UNKNOWN where Meta did not say.</param>
public sealed record MetaNumber(string Id, PhoneNumber? Phone, string Status)
{
    /// <summary>Does not mean that the name is approved: see <see cref="NameStatus"/>.</summary>
    public string? VerifiedName { get; init; }

    /// <summary>APPROVED, AVAILABLE_WITHOUT_REVIEW, DECLINED, EXPIRED, PENDING_REVIEW, NONE, ...</summary>
    public string? NameStatus { get; init; }

    /// <summary>As <see cref="NameStatus"/>; only while a change of name is asked for.</summary>
    public string? NewNameStatus { get; init; }

    /// <summary>Whether ownership was proven by a one-time code: VERIFIED, NOT_VERIFIED, EXPIRED, ...</summary>
    public string? CodeVerification { get; init; }

    /// <summary>GREEN, YELLOW, RED, NA, UNKNOWN.</summary>
    public string? Quality { get; init; }

    /// <summary>LIVE or SANDBOX.</summary>
    public string? AccountMode { get; init; }

    /// <summary>The business portfolio's limit: TIER_250, TIER_2K, TIER_10K, TIER_100K, TIER_UNLIMITED, or a bare number.</summary>
    public string? MessagingLimit { get; init; }

    /// <summary>STANDARD, HIGH, ...</summary>
    public string? Throughput { get; init; }

    /// <summary>CLOUD_API, ON_PREMISE, NOT_APPLICABLE.</summary>
    public string? PlatformType { get; init; }

    /// <summary>Whether two-step verification is on.</summary>
    public bool? IsPinEnabled { get; init; }

    /// <summary>Whether the number is in the Business app as well; such a number cannot be deregistered.</summary>
    public bool? IsOnBizApp { get; init; }

    public bool IsRegistered => Status is not ("DISCONNECTED" or "DELETED" or "MIGRATED");

    public bool IsConnected => Status == "CONNECTED";
}
