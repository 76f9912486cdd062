namespace Gallabox.Core.Webhooks;

/// <summary>One webhook on its way into a batch: what the parsers of its parts share.</summary>
internal readonly ref struct Webhook(
    ReadOnlySpan<byte> body, EventSource source, ReadOnlySpan<byte> channel, ValueParser values, KeptPieces pieces, PackedWriter into)
{
    public ReadOnlySpan<byte> Body { get; } = body;

    public EventSource Source { get; } = source;

    /// <summary>360dialog's channel whose address was called; empty for Meta.</summary>
    public ReadOnlySpan<byte> Channel { get; } = channel;

    public ValueParser Values { get; } = values;

    public KeptPieces Pieces { get; } = pieces;

    public PackedWriter Into { get; } = into;

    /// <summary>Keeps a piece of the body raw.</summary>
    public void Keep(scoped ReadOnlySpan<byte> field, scoped ReadOnlySpan<byte> entryId, long entryTime, int start, int end) =>
        Pieces.Add(Into, Source, field, entryId, entryTime, Body[start..end]);

    /// <summary>Keeps all of the body in place of whatever the batch got since it had this length.</summary>
    public void KeepOnlyWhole(int length, scoped ReadOnlySpan<byte> field)
    {
        Into.Cut(length);
        EventBatch.WriteRaw(Into, Source, field, Channel, 0, Body);
    }
}
