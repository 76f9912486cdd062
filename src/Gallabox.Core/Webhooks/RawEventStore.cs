using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Gallabox.Core.Tables;
using Microsoft.Extensions.Options;

namespace Gallabox.Core.Webhooks;

/// <summary>
/// What came and was not understood, kept whole and as it came, and shown. The same event again makes no second row. Days that are
/// older than <see cref="RawEventOptions.KeepRawEvents"/> are forgotten.
/// </summary>
public sealed class RawEventStore(ITableStore tables, IOptions<RawEventOptions> options, TimeProvider time)
{
    private const string Table = "rawevents";

    /// <summary>The partition that lists the days of which there are events.</summary>
    private const string Days = "days";

    private const int DayRows = 20;

    private readonly RawEventBytes bytes = new(tables);

    /// <summary>Keeps events under the UTC day on which they came.</summary>
    /// <returns>That day.</returns>
    public async Task<DateOnly> KeepAsync(IReadOnlyList<RawEvent> events, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var day = Day(now);
        await tables.UpsertAsync(Table, Days, day, new KeptDay(now), cancellation);
        var (some, size) = (new List<TableWrite>(), 0);
        foreach (var raw in events.DistinctBy(Row))
        {
            var kept = Kept(raw, now);
            if (kept.IsCut)
                await bytes.KeepAsync(day, kept.Key, raw.Json, cancellation);
            var row = Wire.ToBytes(kept);
            if (some.Count == ITableStore.MaxBatch || (some.Count > 0 && size + row.Length > ITableStore.MaxBatchPayload))
            {
                await tables.WriteAsync(Table, day, some, cancellation);
                (some, size) = ([], 0);
            }

            some.Add(new TableWrite.Upsert(kept.Key, row));
            size += row.Length;
        }

        if (some.Count > 0)
            await tables.WriteAsync(Table, day, some, cancellation);
        return DateOnly.FromDateTime(now.UtcDateTime);
    }

    /// <summary>The events of a UTC day, at most <paramref name="take"/>, after a key of an earlier answer.</summary>
    public async Task<IReadOnlyList<KeptEvent>> ListAsync(DateOnly day, string? after, int take, CancellationToken cancellation) =>
        [.. (await tables.QueryAsync(Table, Day(day), new RowRange(After: after, Take: take), cancellation)).Select(row => Stored<KeptEvent>.Of(row).Value)];

    /// <summary>All bytes of an event, at most <see cref="WebhookOptions.MaxBody"/>, as they came; null: there is none of that key on that day.</summary>
    public async Task<byte[]?> ReadAsync(DateOnly day, string key, CancellationToken cancellation)
    {
        if (await tables.FindAsync<KeptEvent>(Table, Day(day), key, cancellation) is not { Value: var kept })
            return null;
        return kept.IsCut ? await bytes.ReadAsync(Day(day), key, cancellation) : Encoding.UTF8.GetBytes(kept.Text);
    }

    /// <summary>Forgets the days that are over for long enough.</summary>
    public async Task ForgetAsync(CancellationToken cancellation)
    {
        var before = Day(time.GetUtcNow() - options.Value.KeepRawEvents);
        foreach (var day in await tables.QueryAsync(Table, Days, new RowRange(Before: before), cancellation))
        {
            while (await ForgetSomeAsync(day.Row, cancellation))
            {
            }

            await tables.DeleteAsync(Table, Days, day.Row, cancellation);
        }
    }

    internal static string Row(RawEvent raw) => string.Create(
        CultureInfo.InvariantCulture, $"{IdHash.Of(raw.Json.Span):x16}:{IdHash.Of($"{raw.Source}/{raw.Field}/{raw.EntryId}/{raw.EntryTime}"):x16}");

    /// <summary>False: the day has no more. Bytes go before the row that tells of them, so that a crash leaves none behind.</summary>
    private async Task<bool> ForgetSomeAsync(string day, CancellationToken cancellation)
    {
        var rows = await tables.QueryAsync(Table, day, new RowRange(Take: DayRows), cancellation);
        foreach (var row in rows)
            if (Stored<KeptEvent>.Of(row).Value.IsCut)
                await bytes.ForgetAsync(day, row.Row, cancellation);
        if (rows.Count > 0)
            await tables.WriteAsync(Table, day, [.. rows.Select(row => new TableWrite.Delete(row.Row))], cancellation);
        return rows.Count == DayRows;
    }

    private static KeptEvent Kept(RawEvent raw, DateTimeOffset now)
    {
        var json = raw.Json.Span;
        var shown = json[..Math.Min(json.Length, KeptEvent.MaxText)];
        var isCut = shown.Length < json.Length || !Utf8.IsValid(json) || json.Contains((byte)0);
        var text = Encoding.UTF8.GetString(shown).Replace("\0", "\\u0000", StringComparison.Ordinal);
        return new KeptEvent(Row(raw), now, raw.Source, raw.Field, raw.EntryId, raw.EntryTime, json.Length, text, isCut);
    }

    private static string Day(DateTimeOffset at) => Day(DateOnly.FromDateTime(at.UtcDateTime));

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed record KeptDay(DateTimeOffset LastAt);
}

/// <param name="Key">Unique in its day, and the same for the same event.</param>
/// <param name="Length">Bytes as they came.</param>
/// <param name="Text">The first <see cref="MaxText"/> of them as text.</param>
/// <param name="IsCut">The text is not all of them, or not exactly: <see cref="RawEventStore.ReadAsync"/> gives them.</param>
public sealed record KeptEvent(
    string Key, DateTimeOffset At, EventSource Source, string Field, string EntryId, long EntryTime, int Length, string Text, bool IsCut = false)
{
    public const int MaxText = 64 * 1024;
}
