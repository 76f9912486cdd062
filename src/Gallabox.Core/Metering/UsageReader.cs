using Gallabox.Core.Accounts;
using Gallabox.Core.Numbers;
using Gallabox.Core.Webhooks;

namespace Gallabox.Core.Metering;

/// <summary>
/// Everything that is asked about a number's traffic, from three rows. Our figures are a lower bound: what goes past us, from
/// another provider or another number of the portfolio, is not seen.
/// </summary>
public sealed class UsageReader(MeterStore meter, NumberDirectory directory, DeletableRules rules)
{
    private const int MaxFree = 24;

    public async Task<Usage> ReadAsync(Number number, DateTimeOffset asOf, CancellationToken cancellation)
    {
        var traffic = await meter.ReadTrafficAsync(number.Phone, asOf, cancellation);
        var customers = await meter.ReadCustomersAsync(await directory.MeterAsync(number, cancellation), asOf, cancellation);
        var figures = MeterStore.Figures(traffic);
        return new Usage(number.Phone, asOf, figures.Sent30Days, figures.LastPaidAt, customers, DeletableDate.Of(figures, rules, asOf))
        {
            Remaining = number.Limit?.PerDay is { } perDay ? Math.Max(0, perDay - customers.Portfolio) : null,
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

/// <summary>A number's traffic at a moment.</summary>
public sealed record Usage(
    PhoneNumber Phone, DateTimeOffset AsOf, int Sent30Days, DateTimeOffset? LastPaidAt, CustomerFigures Customers, DeletableDate Deletable)
{
    /// <summary>How many new customers fit now; null: no limit is known, or there is none.</summary>
    public int? Remaining { get; init; }

    public IReadOnlyList<SentCount> Hourly { get; init; } = [];

    /// <summary>By UTC day.</summary>
    public IReadOnlyList<SentCount> Daily { get; init; } = [];

    /// <summary>How many more fit from when on, all that became free before included: "1,800 more from 16:40 on". At most 24 steps.</summary>
    public IReadOnlyList<FreedPlaces> NextFree { get; init; } = [];
}
