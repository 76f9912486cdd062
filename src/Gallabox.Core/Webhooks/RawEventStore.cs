using System.Globalization;
using System.Text;
using Gallabox.Core.Tables;

namespace Gallabox.Core.Webhooks;

/// <summary>What came and was not understood, kept as it came and shown. The same event again makes no second row.</summary>
public sealed class RawEventStore(ITableStore tables, TimeProvider time)
{
    private const string Table = "rawevents";
    private const int MaxShown = 64 * 1024;

    /// <summary>Keeps events under the day on which they came.</summary>
    public async Task KeepAsync(IReadOnlyList<RawEvent> events, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        foreach (var some in events.DistinctBy(Row).Chunk(ITableStore.MaxBatch))
        {
            // A row may be large: together they keep under the bound of a batch.
            for (var rest = some; rest.Length > 0;)
            {
                var taken = Fitting(rest);
                await tables.WriteAsync(Table, Day(now), [.. rest[..taken].Select(raw => new TableWrite.Upsert(Row(raw), ToBytes(raw, now)))], cancellation);
                rest = rest[taken..];
            }
        }
    }

    /// <summary>The events of a UTC day, at most <paramref name="take"/>, after a key of an earlier answer.</summary>
    public async Task<IReadOnlyList<KeptEvent>> ListAsync(DateOnly day, string? after, int take, CancellationToken cancellation)
    {
        var partition = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return [.. (await tables.QueryAsync(Table, partition, new RowRange(After: after, Take: take), cancellation)).Select(row => Stored<KeptEvent>.Of(row).Value)];
    }

    internal static string Row(RawEvent raw) => string.Create(
        CultureInfo.InvariantCulture, $"{IdHash.Of(raw.Json.Span):x16}:{IdHash.Of($"{raw.Source}/{raw.Field}/{raw.EntryId}/{raw.EntryTime}"):x16}");

    private static int Fitting(RawEvent[] rest)
    {
        var (taken, bytes) = (0, 0);
        while (taken < rest.Length && (taken == 0 || bytes + MaxShown * 2 < 3 * 1024 * 1024))
            bytes += Math.Min(rest[taken++].Json.Length, MaxShown) * 2;
        return taken;
    }

    private static byte[] ToBytes(RawEvent raw, DateTimeOffset now)
    {
        var shown = raw.Json.Span[..Math.Min(raw.Json.Length, MaxShown)];
        var text = Encoding.UTF8.GetString(shown).Replace("\0", "\\u0000", StringComparison.Ordinal);
        return Wire.ToBytes(new KeptEvent(Row(raw), now, raw.Source, raw.Field, raw.EntryId, raw.EntryTime, raw.Json.Length, text));
    }

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <param name="Length">Bytes as they came; <paramref name="Text"/> shows the first 64 KB of them.</param>
public sealed record KeptEvent(
    string Key, DateTimeOffset At, EventSource Source, string Field, string EntryId, long EntryTime, int Length, string Text);
