using System.Buffers.Binary;

namespace Gallabox.Local.Queue;

/// <summary>Reads frames of a segment.</summary>
internal static class LogScan
{
    /// <summary>Where the segment's whole frames end.</summary>
    public static LogPosition End(FileStream file, long segment)
    {
        var bytes = new byte[EventSegments.Size];
        var length = RandomAccess.Read(file.SafeFileHandle, bytes, 0);
        var at = new LogPosition(segment, 0);
        while (EventFrame.Read(bytes.AsSpan(at.Offset, length - at.Offset), at) is > 0 and var content)
            at = at with { Offset = at.Offset + EventFrame.HeaderSize + content };
        return at;
    }

    /// <summary>
    /// Takes in frames from a place on, as many as belong to one batch. Reads nothing from <paramref name="limit"/> on.
    /// </summary>
    /// <returns>The place behind the last frame read; where it equals <paramref name="from"/>, the segment has no more.</returns>
    public static LogPosition Read(FileStream file, LogPosition from, LogPosition limit, LogBatch into)
    {
        Span<byte> header = stackalloc byte[EventFrame.HeaderSize];
        for (var at = from; ;)
        {
            if (at >= limit || RandomAccess.Read(file.SafeFileHandle, header, at.Offset) < EventFrame.HeaderSize)
                return at;
            var length = BinaryPrimitives.ReadInt32LittleEndian(header);
            if (length <= 0 || length > EventFrame.LargestContent || !into.Takes(length))
                return at;
            var content = into.Room(length);
            if (RandomAccess.Read(file.SafeFileHandle, content, at.Offset + EventFrame.HeaderSize) < length || !EventFrame.IsWhole(header, content, at))
                return at;
            into.Add(length);
            at = at with { Offset = at.Offset + EventFrame.HeaderSize + length };
        }
    }
}
