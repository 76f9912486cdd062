using System.Globalization;
using Gallabox.Core.Tables;

namespace Gallabox.Core.Webhooks;

/// <summary>The bytes of raw events that a row's text does not hold: a partition an event, a row for each piece that a row can take.</summary>
internal sealed class RawEventBytes(ITableStore tables)
{
    private const string Table = "raweventbytes";

    public async Task KeepAsync(string day, string key, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        for (var (piece, from) = (0, 0); from < bytes.Length; piece++, from += ITableStore.MaxPayload)
        {
            var some = bytes.Slice(from, Math.Min(ITableStore.MaxPayload, bytes.Length - from));
            var row = piece.ToString("D2", CultureInfo.InvariantCulture);
            await tables.WriteAsync(Table, Partition(day, key), [new TableWrite.Upsert(row, some)], cancellation);
        }
    }

    public async Task<byte[]> ReadAsync(string day, string key, CancellationToken cancellation)
    {
        var pieces = await tables.QueryAsync(Table, Partition(day, key), new RowRange(), cancellation);
        var whole = new byte[pieces.Sum(piece => piece.Payload.Length)];
        var at = 0;
        foreach (var piece in pieces)
        {
            piece.Payload.Span.CopyTo(whole.AsSpan(at));
            at += piece.Payload.Length;
        }

        return whole;
    }

    public async Task ForgetAsync(string day, string key, CancellationToken cancellation)
    {
        var pieces = await tables.QueryAsync(Table, Partition(day, key), new RowRange(), cancellation);
        if (pieces.Count > 0)
            await tables.WriteAsync(Table, Partition(day, key), [.. pieces.Select(piece => new TableWrite.Delete(piece.Row))], cancellation);
    }

    private static string Partition(string day, string key) => $"{day}/{key}";
}
