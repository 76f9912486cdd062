using Gallabox.Core.Tables;

namespace Gallabox.Core.Metering;

/// <summary>The counters of a number, read at a cost that does not grow with its traffic: three rows.</summary>
public sealed class MeterStore(ITableStore tables) : IMeter
{
    private readonly SentCounter sent = new(tables);
    private readonly CustomerLedger customers = new(tables);

    /// <inheritdoc/>
    /// <remarks>To the hour, and never too few: a message leaves the figure when the whole of its hour is 30 days old.</remarks>
    public async Task<SentFigures> ReadSentAsync(PhoneNumber phone, DateTimeOffset asOf, CancellationToken cancellation) =>
        Figures(await ReadTrafficAsync(phone, asOf, cancellation));

    /// <summary>What the number sent by hours, and when it last sent a paid message.</summary>
    public async Task<SentTraffic> ReadTrafficAsync(PhoneNumber phone, DateTimeOffset asOf, CancellationToken cancellation)
    {
        if (await sent.ReadAsync(phone.E164, MeterTime.OldestSentHour(asOf), cancellation) is not { } head)
            return new SentTraffic([], null);
        var newest = MeterTime.Hour(asOf);
        SentCount[] hours = [.. head.Hours()
            .Where(hour => hour.Hour <= newest)
            .Select(hour => new SentCount(MeterTime.At(hour.Hour), hour.Count))];
        return new SentTraffic(hours, head.LastPaid == 0 ? null : DateTimeOffset.FromUnixTimeSeconds(head.LastPaid));
    }

    /// <summary>
    /// Distinct customers in the 24 hours before, to the minute. Exact for moments from now on.
    /// </summary>
    /// <param name="freedOf">Whose places are listed.</param>
    public async Task<CustomerFigures> ReadCustomersAsync(MeteredNumber number, LimitScope freedOf, DateTimeOffset asOf, CancellationToken cancellation)
    {
        if (await customers.ReadAsync(number.Scope, number.Phone.E164, cancellation) is not var (scope, own))
            return new CustomerFigures(0, 0, []);
        var minute = (int)(asOf.ToUnixTimeSeconds() / 60);
        return new CustomerFigures(own.At(minute), scope.At(minute), [.. Freed(freedOf is LimitScope.Portfolio ? scope : own, minute)]);
    }

    /// <summary>The day's figures, as the deletion rules read them.</summary>
    public static SentFigures Figures(SentTraffic traffic) => new(
        traffic.Hours.Sum(hour => hour.Sent),
        traffic.LastPaidAt,
        [.. traffic.Hours.GroupBy(hour => DateOnly.FromDateTime(hour.At.UtcDateTime)).Select(day => new DailySent(day.Key, day.Sum(hour => hour.Sent)))]);

    private static IEnumerable<FreedPlaces> Freed(CustomerFigure figure, int minute)
    {
        foreach (var (at, customers) in figure.After(minute))
            if (customers < 0)
                yield return new FreedPlaces(DateTimeOffset.FromUnixTimeSeconds(at * 60L), -customers);
    }
}

/// <param name="Hours">Oldest first, hours without traffic left out.</param>
public sealed record SentTraffic(IReadOnlyList<SentCount> Hours, DateTimeOffset? LastPaidAt);

/// <param name="At">The start of the hour or UTC day.</param>
public sealed record SentCount(DateTimeOffset At, int Sent);

/// <param name="Portfolio">Of all numbers that share the limit.</param>
/// <param name="Freed">When customers cease to count, minute by minute.</param>
public sealed record CustomerFigures(int Number, int Portfolio, IReadOnlyList<FreedPlaces> Freed);

public sealed record FreedPlaces(DateTimeOffset At, int Places);
