using System.Globalization;
using Gallabox.Core.Numbers;
using Gallabox.Core.Providers;

namespace Gallabox.Core.Metering;

/// <summary>
/// Lays our count of sent messages beside Meta's own, day by day, and says what the difference may mean (Meta, "Analytics"). Run it
/// daily; a day compared again is overwritten.
/// </summary>
public sealed class Reconciliation(MeterStore meter, IMetaGraph meta, ComparedDays days, TimeProvider time)
{
    /// <summary>Analytics lag, and late webhooks come for a week: so many past days are compared each time.</summary>
    public const int Days = 8;

    /// <summary>Compares the last days of a number, today left out, and keeps the result.</summary>
    /// <returns>Empty where the number is not on Meta's platform.</returns>
    public async Task<IReadOnlyList<ComparedDay>> CompareAsync(Number number, CancellationToken cancellation)
    {
        if (number.At(ProviderNames.Meta)?.Ids.GetValueOrDefault("wabaId") is not { } wabaId)
            return [];
        var now = time.GetUtcNow();
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var theirs = await meta.ReadSentCountsAsync(wabaId, number.Phone, today.AddDays(-Days), today, cancellation);
        var ours = (await meter.ReadSentAsync(number.Phone, now, cancellation)).Daily.ToDictionary(day => day.Day, day => day.Sent);
        var compared = new List<ComparedDay>();
        for (var back = Days; back > 0; back--)
        {
            var day = DateOnly.FromDateTime(today.AddDays(-back).UtcDateTime);
            var metas = theirs.Where(count => DateOnly.FromDateTime(count.From.UtcDateTime) == day).Sum(count => count.Sent);
            var result = Explain(number, day, ours.GetValueOrDefault(day), metas);
            await days.SaveAsync(number.Phone, result, cancellation);
            compared.Add(result);
        }

        return compared;
    }

    private static ComparedDay Explain(Number number, DateOnly day, int ours, long theirs) => new(day, ours, theirs, (ours - theirs) switch
    {
        0 => "equal",
        < 0 when number.Identities.Min(identity => identity.From) is var since && DateOnly.FromDateTime(since.UtcDateTime) >= day =>
            string.Create(CultureInfo.InvariantCulture, $"Meta counts more: the number is known here only since {since.UtcDateTime:d MMMM yyyy}"),
        < 0 => "Meta counts more; ours is a lower bound: messages from the Business app (coexistence), another provider or another app do not pass through here, "
            + "and webhooks may still come for 7 days",
        > 0 => "We count more: Meta's analytics lag behind by up to a day, or leave out what the number sent under an earlier id or account",
    });
}
