using System.Globalization;
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
    private const int EventsARow = 4096;
    private static readonly TimeSpan kept = TimeSpan.FromDays(30);

    internal async Task KeepAsync(EventRoute route, IReadOnlyList<MessageEvent> events, CancellationToken cancellation)
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
            var row = string.Create(CultureInfo.InvariantCulture, $"{now.ToUnixTimeSeconds() / 86400:D8}:{IdHash.Of(bytes):x16}");
            await tables.WriteAsync(Table, Key(route), [new TableWrite.Upsert(row, bytes)], cancellation);
        }

        await tables.ChangeAsync<UnroutedNumber>(Table, "numbers", Key(route), known => new UnroutedNumber(
            route, known?.FirstAt ?? now, now, (known?.Events ?? 0) + events.Count), cancellation);
    }

    /// <summary>The unknown numbers, at most 1000, after a key.</summary>
    public async Task<IReadOnlyList<UnroutedNumber>> ListAsync(string? after, CancellationToken cancellation) =>
        [.. (await tables.QueryAsync(Table, "numbers", new RowRange(After: after), cancellation)).Select(row => Stored<UnroutedNumber>.Of(row).Value)];

    /// <summary>Gives the kept events of a number that is known by now to the sink again, and forgets them.</summary>
    /// <returns>How many batches there were.</returns>
    public async Task<int> ReplayAsync(EventRoute route, IEventSink sink, CancellationToken cancellation)
    {
        var replayed = 0;
        while (true)
        {
            var rows = await tables.QueryAsync(Table, Key(route), new RowRange(Take: 50), cancellation);
            foreach (var row in rows)
            {
                await sink.AcceptAsync(row.Payload, cancellation);
                await tables.DeleteAsync(Table, row.Partition, row.Row, cancellation);
                replayed++;
            }

            if (rows.Count < 50)
                break;
        }

        await tables.DeleteAsync(Table, "numbers", Key(route), cancellation);
        return replayed;
    }

    /// <summary>Forgets events older than 30 days, which no figure counts any more.</summary>
    public async Task ForgetAsync(CancellationToken cancellation)
    {
        var before = ((time.GetUtcNow() - kept).ToUnixTimeSeconds() / 86400).ToString("D8", CultureInfo.InvariantCulture);
        foreach (var number in await ListAsync(null, cancellation))
        {
            var old = await tables.QueryAsync(Table, Key(number.Route), new RowRange(Before: before, Take: ITableStore.MaxBatch), cancellation);
            if (old.Count > 0)
                await tables.WriteAsync(Table, Key(number.Route), [.. old.Select(row => new TableWrite.Delete(row.Row))], cancellation);
        }
    }

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

/// <param name="Events">How many came; deliveries of the same event are counted again here.</param>
public sealed record UnroutedNumber(EventRoute Route, DateTimeOffset FirstAt, DateTimeOffset LastAt, long Events);
