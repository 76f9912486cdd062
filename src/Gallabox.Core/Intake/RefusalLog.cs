using System.Globalization;
using Gallabox.Core.Tables;

namespace Gallabox.Core.Intake;

/// <summary>An audit of what was turned away at the door: when, where and why, and nothing of what it held.</summary>
public sealed class RefusalLog(ITableStore tables, TimeProvider time)
{
    private const string Table = "refusals";

    /// <summary>Counts a refusal under its route, reason and hour, so a flood of them costs one row an hour.</summary>
    public Task AddAsync(string route, string reason, CancellationToken cancellation)
    {
        Telemetry.Refused(route, reason);
        var now = time.GetUtcNow();
        var row = string.Create(CultureInfo.InvariantCulture, $"{now:yyyyMMddHH}|{route}|{reason}");
        return tables.ChangeAsync<Refusals>(Table, "refusals", row, counted => counted is null
            ? new Refusals(route, reason, 1, now, now)
            : counted with { Count = counted.Count + 1, Last = now }, cancellation);
    }

    /// <summary>The refusals since an hour, oldest first, at most 1000 rows.</summary>
    public async Task<IReadOnlyList<Refusals>> SinceAsync(DateTimeOffset since, CancellationToken cancellation)
    {
        var from = since.UtcDateTime.ToString("yyyyMMddHH", CultureInfo.InvariantCulture);
        return [.. (await tables.QueryAsync(Table, "refusals", new RowRange(From: from), cancellation)).Select(row => Stored<Refusals>.Of(row).Value)];
    }
}

/// <summary>Refusals of one route for one reason within an hour.</summary>
public sealed record Refusals(string Route, string Reason, int Count, DateTimeOffset First, DateTimeOffset Last);
