using System.Globalization;
using System.Runtime.CompilerServices;
using Gallabox.Core.Metering;
using Gallabox.Core.Tables;

namespace Gallabox.Core.Webhooks;

/// <summary>
/// Message events of numbers that nobody knows: kept for 30 days, reported, and counted once the number is known. Meta's own
/// test payloads name sample numbers; they are passed over.
/// </summary>
public sealed class UnroutedEvents(ITableStore tables, TimeProvider time)
{
    private const string Table = "unrouted";
    private const string Numbers = "numbers";
    private const int EventsARow = 4096;
    private const int PageSize = 500;
    private const int RowsAtOnce = 20;
    private static readonly TimeSpan kept = TimeSpan.FromDays(30);

    /// <summary>Keeps events of a number that is unknown now; the same again are kept once.</summary>
    public async Task KeepAsync(EventRoute route, IReadOnlyList<MessageEvent> events, CancellationToken cancellation)
    {
        if (IsSample(route))
            return;
        var now = time.GetUtcNow();
        foreach (var some in events.Chunk(EventsARow))
        {
            var writer = new PackedWriter(some.Length * 32);
            foreach (var item in some)
                item.Write(writer);
            var bytes = Batch(route, some.Length, writer);

            // Named by its content: the same events again make the same row.
            var row = string.Create(CultureInfo.InvariantCulture, $"{Day(now)}:{IdHash.Of(bytes):x16}");
            await tables.WriteAsync(Table, Key(route), [new TableWrite.Upsert(row, bytes)], cancellation);
        }

        await tables.ChangeAsync<UnroutedNumber>(Table, Numbers, Key(route), known => new UnroutedNumber(
            route, known?.FirstAt ?? now, now, (known?.Events ?? 0) + events.Count), cancellation);
    }

    /// <summary>The unknown numbers, after a key of an earlier answer.</summary>
    public async Task<IReadOnlyList<Stored<UnroutedNumber>>> ListAsync(string? after, int take, CancellationToken cancellation) =>
        [.. (await tables.QueryAsync(Table, Numbers, new RowRange(After: after, Take: take), cancellation)).Select(Stored<UnroutedNumber>.Of)];

    /// <summary>All unknown numbers.</summary>
    public async IAsyncEnumerable<Stored<UnroutedNumber>> AllAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        IReadOnlyList<Stored<UnroutedNumber>> page = [];
        do
        {
            page = await ListAsync(page.Count == 0 ? null : page[^1].Row, PageSize, cancellation);
            foreach (var number in page)
                yield return number;
        }
        while (page.Count == PageSize);
    }

    /// <summary>Gives the kept events of a number that is known by now to the sink again, and forgets them.</summary>
    /// <returns>How many batches there were.</returns>
    public async Task<int> ReplayAsync(Stored<UnroutedNumber> number, IEventSink sink, CancellationToken cancellation)
    {
        var replayed = 0;
        while (await tables.QueryAsync(Table, number.Row, new RowRange(Take: RowsAtOnce), cancellation) is { Count: > 0 } rows)
        {
            foreach (var row in rows)
            {
                await sink.AcceptAsync(row.Payload, cancellation);
                await tables.DeleteAsync(Table, row.Partition, row.Row, cancellation);
                replayed++;
            }
        }

        await UnlistAsync(number, cancellation);
        return replayed;
    }

    /// <summary>Forgets events older than 30 days, which no figure counts any more, and the numbers of which none are left.</summary>
    public async Task ForgetAsync(CancellationToken cancellation)
    {
        var oldest = time.GetUtcNow() - kept;
        await foreach (var number in AllAsync(cancellation))
        {
            while (await tables.QueryAsync(Table, number.Row, new RowRange(Before: Day(oldest), Take: ITableStore.MaxBatch), cancellation) is { Count: > 0 } old)
                await tables.WriteAsync(Table, number.Row, [.. old.Select(row => new TableWrite.Delete(row.Row))], cancellation);
            if (number.Value.LastAt < oldest.AddDays(-1))
                await UnlistAsync(number, cancellation);
        }
    }

    /// <summary>Takes a number off the list, unless events came meanwhile.</summary>
    private async Task UnlistAsync(Stored<UnroutedNumber> number, CancellationToken cancellation)
    {
        try
        {
            await tables.WriteAsync(Table, Numbers, [new TableWrite.Delete(number.Row, number.ETag)], cancellation);
        }
        catch (TableConflictException)
        {
            // It stays on the list, with what came.
        }
    }

    private static string Day(DateTimeOffset at) => (at.ToUnixTimeSeconds() / 86400).ToString("D8", CultureInfo.InvariantCulture);

    private static byte[] Batch(EventRoute route, int count, PackedWriter events)
    {
        var writer = new PackedWriter(events.Length + 256);
        EventBatch.WriteMessages(writer, route, count, events.Written.Span);
        var bytes = writer.ToArray();
        writer.Release();
        events.Release();
        return bytes;
    }

    private static string Key(EventRoute route) => (route.Id, route.Channel) switch
    {
        ({ Length: > 0 } id, _) => "id:" + id,
        (_, { Length: > 0 } channel) => "channel:" + channel,
        _ => "display:" + route.Display,
    };

    /// <summary>The ids that Meta's app dashboard sends with its "Test" button.</summary>
    private static bool IsSample(EventRoute route) => route.WabaId == "0" || route.Id is "123456123" or "0" || route.Display == "16505551111";
}

/// <param name="FirstAt">When the first event came.</param>
/// <param name="LastAt">When the last one came.</param>
/// <param name="Events">How many came; deliveries of the same event are counted again here.</param>
public sealed record UnroutedNumber(EventRoute Route, DateTimeOffset FirstAt, DateTimeOffset LastAt, long Events);
