using Gallabox.Core.Tables;

namespace Gallabox.Core.Metering;

/// <summary>The counters of a number, read at a cost that does not grow with its traffic: one row.</summary>
public sealed class MeterStore(ITableStore tables) : IMeter
{
    private readonly SentCounter sent = new(tables);

    /// <inheritdoc/>
    /// <remarks>To the hour, and never too few: a message leaves the figure when the whole of its hour is 30 days old.</remarks>
    public async Task<SentFigures> ReadSentAsync(PhoneNumber phone, DateTimeOffset asOf, CancellationToken cancellation)
    {
        if (await sent.ReadAsync(phone.E164, cancellation) is not { } head)
            return new SentFigures(0, null, []);
        var hours = Counted(head, asOf);
        DailySent[] daily = [.. hours
            .GroupBy(hour => DateOnly.FromDateTime(hour.At.UtcDateTime))
            .Select(day => new DailySent(day.Key, day.Sum(hour => hour.Sent)))];
        return new SentFigures(hours.Sum(hour => hour.Sent), head.LastPaid == 0 ? null : DateTimeOffset.FromUnixTimeSeconds(head.LastPaid), daily);
    }

    /// <summary>Sent messages by hour, oldest first, as far as they count at that moment.</summary>
    public async Task<IReadOnlyList<HourlySent>> ReadHoursAsync(PhoneNumber phone, DateTimeOffset asOf, CancellationToken cancellation) =>
        await sent.ReadAsync(phone.E164, cancellation) is { } head ? Counted(head, asOf) : [];

    private static List<HourlySent> Counted(SentHead head, DateTimeOffset asOf)
    {
        var (oldest, newest) = (MeterTime.OldestSentHour(asOf), MeterTime.Hour(asOf));
        return [.. head.Hours.Where(hour => hour.Key >= oldest && hour.Key <= newest).Select(hour => new HourlySent(MeterTime.At(hour.Key), hour.Value))];
    }
}

/// <param name="At">The start of the hour.</param>
public sealed record HourlySent(DateTimeOffset At, int Sent);
