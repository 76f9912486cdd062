using Gallabox.Core.Numbers;
using Gallabox.Core.Webhooks;

namespace Gallabox.Core.Metering;

/// <summary>
/// Everything that is asked about a number's traffic, from three rows and those of the days that were compared with Meta. Our
/// figures are a lower bound: what goes past us, from another provider or another number of the portfolio, is not seen.
/// </summary>
public sealed class UsageReader(MeterStore meter, NumberDirectory directory, ComparedDays days, MeterOptions options)
{
    private const int MaxFree = 24;

    /// <param name="rules">As they are now.</param>
    public async Task<Usage> ReadAsync(Number number, DeletableRules rules, DateTimeOffset asOf, CancellationToken cancellation)
    {
        var traffic = await meter.ReadTrafficAsync(number.Phone, asOf, cancellation);
        var customers = await meter.ReadCustomersAsync(await directory.MeterAsync(number, cancellation), options.LimitPer, asOf, cancellation);
        var figures = MeterStore.Figures(traffic);
        var used = options.LimitPer is LimitScope.Portfolio ? customers.Portfolio : customers.Number;
        return new Usage(number.Phone, asOf, figures.Sent30Days, figures.LastPaidAt, customers, DeletableDate.Of(figures, rules, asOf))
        {
            Remaining = number.Limit?.PerDay is { } perDay ? Math.Max(0, perDay - used) : null,
            Hourly = traffic.Hours,
            Daily = [.. figures.Daily.Select(day => new SentCount(new DateTimeOffset(day.Day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero), day.Sent))],
            NextFree = Free(customers.Freed, Math.Max(0, used - (number.Limit?.PerDay ?? int.MaxValue))),
            Compared = await days.ListAsync(number.Phone, DateOnly.FromDateTime(asOf.UtcDateTime).AddDays(-Reconciliation.Days), cancellation),
        };
    }

    /// <summary>Minutes gathered to at most two dozen steps, each as late as the last of its places.</summary>
    /// <param name="excess">So many counted beyond the limit: what becomes free first makes no place.</param>
    private static List<FreedPlaces> Free(IReadOnlyList<FreedPlaces> freed, int excess)
    {
        var steps = new List<FreedPlaces>();
        var total = -excess;
        for (var index = 0; index < freed.Count; index++)
        {
            total += freed[index].Places;
            var isLastOfStep = (index + 1) * MaxFree / freed.Count > index * MaxFree / freed.Count || freed.Count <= MaxFree;
            if (isLastOfStep && total > 0)
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

    /// <summary>The last days beside Meta's own count, oldest first; empty until they were compared.</summary>
    public IReadOnlyList<ComparedDay> Compared { get; init; } = [];
}
