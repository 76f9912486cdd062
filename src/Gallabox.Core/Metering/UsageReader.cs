using Gallabox.Core.Accounts;
using Gallabox.Core.Numbers;
using Gallabox.Core.Webhooks;

namespace Gallabox.Core.Metering;

/// <summary>
/// Everything that is asked about a number's traffic, from three rows. Our figures are a lower bound: what goes past us, from
/// another provider or another number of the portfolio, is not seen.
/// </summary>
public sealed class UsageReader(MeterStore meter, NumberDirectory directory, DeletableRules rules, TimeProvider time)
{
    private const int MaxFree = 24;

    public async Task<Usage> ReadAsync(Number number, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var traffic = await meter.ReadTrafficAsync(number.Phone, now, cancellation);
        var customers = await meter.ReadCustomersAsync(await directory.MeterAsync(number, cancellation), now, cancellation);
        var figures = MeterStore.Figures(traffic);
        var deletable = DeletableDate.Of(figures, rules, now);
        return new Usage(number.Phone, now, figures.Sent30Days, new DistinctCustomers(customers.Number, customers.Portfolio), deletable.From)
        {
            LastPaidAt = figures.LastPaidAt,
            Limit = number.Limit,
            Remaining = number.Limit?.PerDay is { } perDay ? Math.Max(0, perDay - customers.Portfolio) : null,
            DeletableReason = deletable.Reason,
            Hourly = traffic.Hours,
            Daily = [.. figures.Daily.Select(day => new SentCount(new DateTimeOffset(day.Day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero), day.Sent))],
            NextFree = Free(customers.Freed),
        };
    }

    /// <summary>Minutes gathered to at most two dozen steps, each as late as the last of its places.</summary>
    private static List<FreedPlaces> Free(IReadOnlyList<FreedPlaces> freed)
    {
        var steps = new List<FreedPlaces>();
        var total = 0;
        for (var index = 0; index < freed.Count; index++)
        {
            total += freed[index].Places;
            var isLastOfStep = (index + 1) * MaxFree / freed.Count > index * MaxFree / freed.Count || freed.Count <= MaxFree;
            if (isLastOfStep)
                steps.Add(new FreedPlaces(freed[index].At, total));
        }

        return steps;
    }
}

/// <summary>The <c>usage</c> of the API.</summary>
/// <param name="Distinct24h">Customers who count towards the messaging limit now.</param>
/// <param name="DeletableFrom">The first moment at which the number's own traffic does not stand in the way of its deletion.</param>
public sealed record Usage(PhoneNumber Phone, DateTimeOffset AsOf, int Sent30d, DistinctCustomers Distinct24h, DateTimeOffset DeletableFrom)
{
    public DateTimeOffset? LastPaidAt { get; init; }

    public MessagingLimit? Limit { get; init; }

    /// <summary>How many new customers fit now; null: no limit is known, or there is none.</summary>
    public int? Remaining { get; init; }

    public string? DeletableReason { get; init; }

    public IReadOnlyList<SentCount> Hourly { get; init; } = [];

    /// <summary>By UTC day, each named by its start.</summary>
    public IReadOnlyList<SentCount> Daily { get; init; } = [];

    /// <summary>How many more fit from when on, all that became free before included: "1,800 more from 16:40 on".</summary>
    public IReadOnlyList<FreedPlaces> NextFree { get; init; } = [];
}

public sealed record DistinctCustomers(int Number, int Portfolio);
