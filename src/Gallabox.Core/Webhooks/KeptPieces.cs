namespace Gallabox.Core.Webhooks;

/// <summary>
/// Keeps the pieces of one webhook that nobody understood: each as a raw event, up to as many updates as Meta puts into a webhook;
/// the rest together, so that what is kept of them is no longer than the body, however many there are.
/// </summary>
internal sealed class KeptPieces
{
    /// <summary>The most pieces that are kept each alone.</summary>
    public const int Most = 1000;

    private PackedWriter? rest;
    private int count;

    public void Clear()
    {
        count = 0;
        rest?.Release();
        rest = null;
    }

    public void Add(
        PackedWriter into, EventSource source, scoped ReadOnlySpan<byte> field, scoped ReadOnlySpan<byte> entryId, long entryTime, ReadOnlySpan<byte> json)
    {
        if (count++ < Most)
        {
            EventBatch.WriteRaw(into, source, field, entryId, entryTime, json);
            return;
        }

        rest ??= new PackedWriter();
        rest.Byte(rest.Length == 0 ? (byte)'[' : (byte)',');
        rest.Raw(json);
    }

    /// <summary>Writes those that are kept together.</summary>
    public void Close(PackedWriter into, EventSource source, ReadOnlySpan<byte> channel)
    {
        if (rest is null)
            return;
        rest.Byte((byte)']');
        EventBatch.WriteRaw(into, source, "rest"u8, channel, 0, rest.Written.Span);
    }
}
