using System.Globalization;
using Gallabox.Core.Tables;

namespace Gallabox.Core.Metering;

/// <summary>The days on which our count was laid beside Meta's, a row each.</summary>
public sealed class ComparedDays(ITableStore tables)
{
    private const string Table = "reconciliation";

    /// <summary>Keeps the latest comparison of a day.</summary>
    public Task SaveAsync(PhoneNumber phone, ComparedDay day, CancellationToken cancellation) =>
        tables.UpsertAsync(Table, phone.E164, Row(day.Day), day, cancellation);

    /// <summary>From a day on, oldest first.</summary>
    public async Task<IReadOnlyList<ComparedDay>> ListAsync(PhoneNumber phone, DateOnly from, CancellationToken cancellation) =>
        [.. (await tables.QueryAsync(Table, phone.E164, new RowRange(From: Row(from)), cancellation)).Select(row => Stored<ComparedDay>.Of(row).Value)];

    private static string Row(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <param name="Explanation"><c>equal</c>, or what the difference may come from.</param>
public sealed record ComparedDay(DateOnly Day, int Ours, long Meta, string Explanation);
