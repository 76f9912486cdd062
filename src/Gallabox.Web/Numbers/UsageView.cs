using System.Text.Json.Serialization;
using Gallabox.Core.Metering;
using Gallabox.Core.Numbers;

namespace Gallabox.Web.Numbers;

/// <summary>Where the figures of a number come from.</summary>
public interface IUsageSource
{
    /// <summary>A number without traffic has zeros.</summary>
    Task<UsageView> ReadAsync(Number number, DateTimeOffset asOf, CancellationToken cancellation);
}

/// <summary>A number's figures as the API shows them.</summary>
/// <param name="Limit">The tier and its customers in 24 h; null: unknown.</param>
/// <param name="Remaining">How many new customers fit now; null: no limit is known, or there is none.</param>
/// <param name="DeletableReason">Words that follow the date: "because ..."; null when nothing stands in the way.</param>
public sealed record UsageView(
    PhoneNumber Phone, DateTimeOffset AsOf, [property: JsonPropertyName("sent30d")] int Sent30Days, DateTimeOffset? LastPaidAt,
    [property: JsonPropertyName("distinct24h")] DistinctCustomers Distinct24Hours, MessagingLimit? Limit, int? Remaining,
    DateTimeOffset DeletableFrom, string? DeletableReason, IReadOnlyList<SentAt> Hourly, IReadOnlyList<SentAt> Daily)
{
    /// <summary>How many more customers fit from when on, what became free before included; at most 24 steps.</summary>
    public IReadOnlyList<FreeFrom> NextFree { get; init; } = [];

    /// <summary>The last days beside Meta's own count, and what a difference may come from; empty until they were compared.</summary>
    public IReadOnlyList<ComparedDay> Compared { get; init; } = [];
}

public sealed record FreeFrom(DateTimeOffset At, int Places);

/// <param name="Portfolio">Over all numbers of the business portfolio; of the number alone while the portfolio is unknown.</param>
public sealed record DistinctCustomers(int Number, int Portfolio);

/// <param name="At">The start of the hour, or of the UTC day.</param>
public sealed record SentAt(DateTimeOffset At, int Sent);
