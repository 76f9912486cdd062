using System.Globalization;
using Gallabox.Core.Tables;

namespace Gallabox.Core.Metering;

/// <summary>
/// The rows of a scope: its head, closed chunks, and its numbers' own figures once it has more than one number. Only the head
/// and figures are ever rewritten.
/// </summary>
internal sealed class CustomerRows(ITableStore tables)
{
    private const string Table = "customers";
    private const string HeadRow = "h";
    private const string FigurePrefix = "n";

    /// <summary>Entries of a full chunk: about 29 KB.</summary>
    private const int ChunkEntries = 4096;

    /// <summary>Old chunks that one transaction may delete beside its other writes.</summary>
    private const int MaxForgotten = 20;

    public Task<TableRow?> FindHeadAsync(string scope, CancellationToken cancellation) => tables.FindAsync(Table, scope, HeadRow, cancellation);

    /// <summary>The figure of the scope and that of a number; null: nothing was ever counted.</summary>
    public async Task<(CustomerFigure Scope, CustomerFigure Number)?> ReadFiguresAsync(string scope, string phone, CancellationToken cancellation)
    {
        if (await FindHeadAsync(scope, cancellation) is not { } row)
            return null;
        var head = CustomerHead.Read(row.Payload.Span, withEntries: false);
        var index = head.Numbers.IndexOf(phone);
        if (index < 0 || head.Numbers.Count == 1)
            return (head.Figure, index < 0 ? new CustomerFigure() : head.Figure);
        var own = await tables.FindAsync(Table, scope, FigureRow((ushort)index), cancellation);
        return (head.Figure, own is null ? new CustomerFigure() : ReadFigure(own));
    }

    /// <param name="row">The head as it is stored; null where there is none.</param>
    /// <param name="oldestHour">What is older is left out.</param>
    public async Task<CustomerScope> LoadAsync(string scope, TableRow? row, int oldestHour, CancellationToken cancellation)
    {
        var head = row is null ? new CustomerHead() : CustomerHead.Read(row.Payload.Span, withEntries: true);
        head.Growing = head.Growing.Since(oldestHour);
        var state = new CustomerScope(head) { OldestHour = oldestHour };
        Load(state, head.Growing);
        for (var index = 0; index < head.ChunkHours.Count; index++)
            if (head.ChunkHours[index] >= oldestHour && await tables.FindAsync(Table, scope, ChunkRow(head.FirstChunk + index), cancellation) is { } chunk)
                Load(state, ReadChunk(chunk).Since(oldestHour));
        if (head.Numbers.Count > 1)
            await LoadFiguresAsync(scope, state, cancellation);
        return state;
    }

    /// <summary>Stores what is fresh with the figures that follow from it.</summary>
    /// <param name="etag">Of the head from which the state came; null: there was none.</param>
    /// <param name="changed">The numbers whose own figures changed.</param>
    /// <returns>The head's new ETag; null: somebody else wrote meanwhile, and nothing was stored.</returns>
    public async Task<string?> TryWriteAsync(
        string scope, string? etag, CustomerScope state, ReadOnlyMemory<CustomerEntry> fresh, IReadOnlyList<ushort> changed, CancellationToken cancellation)
    {
        var head = state.Head;
        List<TableWrite> writes =
        [
            .. head.Forget(state.OldestHour, MaxForgotten).Select(gone => new TableWrite.Delete(ChunkRow(gone))),
            .. Append(head, fresh),
            .. changed.Select(number => new TableWrite.Upsert(FigureRow(number), FigureBytes(state.Figures[number]))),
        ];
        var payload = head.ToBytes();
        writes.Add(etag is null ? new TableWrite.Insert(HeadRow, payload) : new TableWrite.Replace(HeadRow, payload, etag));
        try
        {
            return (await tables.WriteAsync(Table, scope, writes, cancellation))[^1];
        }
        catch (TableConflictException)
        {
            return null;
        }
    }

    /// <summary>Puts entries into the growing chunk.</summary>
    /// <returns>The chunks that became full and are closed now.</returns>
    private static List<TableWrite> Append(CustomerHead head, ReadOnlyMemory<CustomerEntry> fresh)
    {
        var closed = new List<TableWrite>();
        while (!fresh.IsEmpty)
        {
            if (head.Growing.Count >= ChunkEntries)
            {
                var bits = new BitWriter(head.Growing.Count * 12);
                head.Growing.Write(bits);
                closed.Add(new TableWrite.Insert(ChunkRow(head.Close()), bits.ToArray()));
            }

            var room = Math.Min(fresh.Length, ChunkEntries - head.Growing.Count);
            head.Growing = head.Growing.With(fresh.Span[..room]);
            fresh = fresh[room..];
        }

        return closed;
    }

    private static void Load(CustomerScope state, CustomerChunk chunk)
    {
        foreach (var entry in chunk.Entries)
            state.Load(entry);
    }

    private async Task LoadFiguresAsync(string scope, CustomerScope state, CancellationToken cancellation)
    {
        for (ushort index = 0; index < state.Head.Numbers.Count; index++)
            state.SetFigure(index, new CustomerFigure());
        string? after = null;
        do
        {
            var found = await tables.QueryAsync(Table, scope, RowRange.Prefix(FigurePrefix, after), cancellation);
            foreach (var row in found)
                state.SetFigure(ushort.Parse(row.Row.AsSpan(FigurePrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture), ReadFigure(row));
            after = found.Count == 0 ? null : found[^1].Row;
        }
        while (after is not null);
    }

    private static CustomerChunk ReadChunk(TableRow row)
    {
        var bits = new BitReader(row.Payload.Span);
        return CustomerChunk.Read(ref bits);
    }

    private static CustomerFigure ReadFigure(TableRow row)
    {
        var bits = new BitReader(row.Payload.Span);
        return CustomerFigure.Read(ref bits);
    }

    private static byte[] FigureBytes(CustomerFigure figure)
    {
        var bits = new BitWriter(256);
        figure.Write(bits);
        return bits.ToArray();
    }

    private static string ChunkRow(int number) => string.Create(CultureInfo.InvariantCulture, $"c{number:D10}");

    private static string FigureRow(ushort number) => string.Create(CultureInfo.InvariantCulture, $"{FigurePrefix}{number:D5}");
}
