using System.Globalization;
using Gallabox.Core.Tables;
using Gallabox.Core.Webhooks;

namespace Gallabox.Core.Metering;

/// <summary>
/// Distinct customers of a scope in a moving 24 hours, outside service windows. Contacts are kept, each once, for two days, and
/// the figures with them in the same conditional transaction; so any order, delay or repetition comes out the same.
/// </summary>
internal sealed class CustomerLedger(ITableStore tables)
{
    public const string Table = "customers";
    private const string HeadRow = "head";
    private const int ChunkEntries = 4096;

    /// <summary>A delivery counts 24 hours and is tested against what the customer wrote in the 24 hours before; two for the edges.</summary>
    private const int KeptHours = 50;

    private const int MaxForgotten = 20;

    /// <summary>Ids and contacts held of busy scopes: some 60 MB.</summary>
    private const int MaxHeld = 1_000_000;

    /// <summary>The most numbers whose own figures one transaction writes.</summary>
    private const int MaxNumbers = 50;

    private readonly StateCache<CustomerScope> cache = new(MaxHeld);

    public async Task CountAsync(string scope, ReadOnlyMemory<ScopeEvent> events, DateTimeOffset now, CancellationToken cancellation)
    {
        while (true)
        {
            switch (await TryCountAsync(scope, events, now, cancellation))
            {
                case Outcome.Done:
                    return;
                case Outcome.TooMany when events.Length > 1:
                    await CountAsync(scope, events[..(events.Length / 2)], now, cancellation);
                    events = events[(events.Length / 2)..];
                    break;
            }
        }
    }

    /// <summary>The figure of the scope and that of a number, exact from an hour ago on; null: nothing was ever counted.</summary>
    public async Task<(CustomerFigure Scope, CustomerFigure Number)?> ReadAsync(string scope, string phone, CancellationToken cancellation)
    {
        if (await tables.FindAsync(Table, scope, HeadRow, cancellation) is not { } row)
            return null;
        var head = CustomerHead.Read(row.Payload.Span);
        var index = head.Numbers.IndexOf(phone);
        if (index < 0 || head.Numbers.Count == 1)
            return (head.Figure, index < 0 ? new CustomerFigure() : head.Figure);
        var own = await tables.FindAsync(Table, scope, NumberRow((ushort)index), cancellation);
        return (head.Figure, own is null ? new CustomerFigure() : ReadFigure(own.Payload.Span));
    }

    private async Task<Outcome> TryCountAsync(string scope, ReadOnlyMemory<ScopeEvent> events, DateTimeOffset now, CancellationToken cancellation)
    {
        var oldest = MeterTime.Hour(now) - KeptHours;
        var row = await tables.FindAsync(Table, scope, HeadRow, cancellation);
        var held = cache.Take(scope, row?.ETag);
        var state = held?.OldestHour == oldest ? held : await LoadAsync(scope, row, oldest, cancellation);
        var fresh = Take(state, events.Span, oldest);
        var changed = state.TakeChanged();
        if (fresh.Count == 0 && changed.Count == 0)
        {
            cache.Put(scope, row?.ETag, state, state.Weight);
            return Outcome.Done;
        }

        if (changed.Count > MaxNumbers)
            return Outcome.TooMany;
        var writes = Writes(state, fresh, changed, now, oldest);
        var payload = state.Head.ToBytes();
        writes.Add(row is null ? new TableWrite.Insert(HeadRow, payload) : new TableWrite.Replace(HeadRow, payload, row.ETag));
        try
        {
            var etags = await tables.WriteAsync(Table, scope, writes, cancellation);
            cache.Put(scope, etags[^1], state, state.Weight);
            return Outcome.Done;
        }
        catch (TableConflictException)
        {
            return Outcome.Conflict;
        }
    }

    private static List<(RunKey Key, ChunkEntry Entry)> Take(CustomerScope state, ReadOnlySpan<ScopeEvent> events, int oldest)
    {
        var fresh = new List<(RunKey, ChunkEntry)>(events.Length);
        foreach (var (phone, kind, item) in events)
            if (MeterTime.Hour(item.At) >= oldest)
                state.Take(state.Index(phone), kind, item, fresh);
        return fresh;
    }

    private async Task<CustomerScope> LoadAsync(string scope, TableRow? row, int oldestHour, CancellationToken cancellation)
    {
        if (row is null)
            return new CustomerScope(new CustomerHead()) { OldestHour = oldestHour };
        var head = CustomerHead.Read(row.Payload.Span);
        var state = new CustomerScope(head) { OldestHour = oldestHour };
        for (var index = 0; index < head.ChunkHours.Count; index++)
        {
            if (head.ChunkHours[index] < oldestHour
                || await tables.FindAsync(Table, scope, ChunkRow(head.FirstChunk + index), cancellation) is not { } chunk)
                continue;
            CustomerChunk.Read(chunk.Payload.Span, oldestHour, state.Load);
            if (index == head.ChunkHours.Count - 1)
                CustomerChunk.Read(chunk.Payload.Span, oldestHour, state.Tail.Add);
        }

        if (head.Numbers.Count > 1)
            for (ushort index = 0; index < head.Numbers.Count; index++)
                state.SetFigure(index, await tables.FindAsync(Table, scope, NumberRow(index), cancellation) is { } own ? ReadFigure(own.Payload.Span) : new CustomerFigure());
        return state;
    }

    private static List<TableWrite> Writes(
        CustomerScope state, List<(RunKey Key, ChunkEntry Entry)> fresh, IReadOnlyList<ushort> changed, DateTimeOffset now, int oldestHour)
    {
        var writes = new List<TableWrite>();
        var head = state.Head;
        if (head.ChunkHours.Count > 0)
            head.ChunkHours.RemoveAt(head.ChunkHours.Count - 1);
        foreach (var (key, entry) in fresh)
        {
            if (state.Tail.Count >= ChunkEntries)
            {
                writes.Add(Close(head, state.Tail));
                state.Tail = new CustomerChunk();
            }

            state.Tail.Add(key, entry);
        }

        writes.Add(Close(head, state.Tail));
        for (var gone = 0; gone < MaxForgotten && head.ChunkHours.Count > 1 && head.ChunkHours[0] < oldestHour; gone++)
        {
            writes.Add(new TableWrite.Delete(ChunkRow(head.FirstChunk++)));
            head.ChunkHours.RemoveAt(0);
        }

        var cutOff = (int)(now.ToUnixTimeSeconds() / 60) - 60;
        head.Figure.CutOff(cutOff);
        foreach (var number in changed)
        {
            state.Figures[number].CutOff(cutOff);
            writes.Add(new TableWrite.Upsert(NumberRow(number), FigureBytes(state.Figures[number])));
        }

        return writes;
    }

    private static TableWrite.Upsert Close(CustomerHead head, CustomerChunk chunk)
    {
        head.ChunkHours.Add(chunk.MaxHour);
        return new TableWrite.Upsert(ChunkRow(head.FirstChunk + head.ChunkHours.Count - 1), chunk.ToBytes());
    }

    private static CustomerFigure ReadFigure(ReadOnlySpan<byte> payload)
    {
        var reader = new PackedReader(payload);
        return CustomerFigure.Read(ref reader);
    }

    private static byte[] FigureBytes(CustomerFigure figure)
    {
        var writer = new PackedWriter();
        figure.Write(writer);
        var bytes = writer.ToArray();
        writer.Release();
        return bytes;
    }

    private enum Outcome
    {
        Done,

        /// <summary>Somebody else counted for this scope meanwhile: again, from what is stored now.</summary>
        Conflict,

        /// <summary>More rows than one transaction holds: in halves.</summary>
        TooMany,
    }

    private static string ChunkRow(int number) => string.Create(CultureInfo.InvariantCulture, $"c{number:D10}");

    private static string NumberRow(ushort number) => string.Create(CultureInfo.InvariantCulture, $"n{number:D5}");
}

/// <param name="Kind">Null: the event only shows that two ids are one person's.</param>
internal readonly record struct ScopeEvent(string Phone, ContactKind? Kind, MessageEvent Event);
