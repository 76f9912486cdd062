using System.Globalization;
using Gallabox.Core.Numbers;
using Gallabox.Core.Providers;
using Gallabox.Core.Tables;

namespace Gallabox.Core.Metering;

/// <summary>
/// Lays our count of sent messages beside Meta's own, day by day, and says what the difference may mean (Meta, "Analytics"). Run it
/// daily; a day compared again is overwritten.
/// </summary>
public sealed class Reconciliation(MeterStore meter, IMetaGraph meta, ITableStore tables, TimeProvider time)
{
    private const string Table = "reconciliation";

    /// <summary>Analytics lag, and late webhooks come for a week: so many past days are compared each time.</summary>
    private const int Days = 8;

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
            var result = Explain(day, ours.GetValueOrDefault(day), metas);
            await tables.UpsertAsync(Table, number.Phone.E164, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), result, cancellation);
            compared.Add(result);
        }

        return compared;
    }

    /// <summary>The comparisons that are kept, from a day on.</summary>
    public async Task<IReadOnlyList<ComparedDay>> ListAsync(PhoneNumber phone, DateOnly from, CancellationToken cancellation) =>
        [.. (await tables.QueryAsync(Table, phone.E164, new RowRange(From: from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), cancellation))
            .Select(row => Stored<ComparedDay>.Of(row).Value)];

    private static ComparedDay Explain(DateOnly day, int ours, long theirs) => new(day, ours, theirs, (ours - theirs) switch
    {
        0 => "equal",
        < 0 => "Meta counts more: messages that do not pass through here, such as from the Business app, another provider or another app; or webhooks that have not come yet",
        > 0 => "We count more: Meta's analytics lag behind by up to a day, or were read for fewer of the number's identities",
    });
}

/// <param name="Explanation"><c>equal</c>, or what the difference may come from.</param>
public sealed record ComparedDay(DateOnly Day, int Ours, long Meta, string Explanation);
