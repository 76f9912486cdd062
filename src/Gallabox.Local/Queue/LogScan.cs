using System.Buffers.Binary;

namespace Gallabox.Local.Queue;

/// <summary>Reads frames of a segment.</summary>
internal static class LogScan
{
    /// <summary>Where the segment's whole frames end. A broken frame is no end if a whole one lies behind it.</summary>
    public static LogPosition End(FileStream file, long segment)
    {
        var bytes = Load(file, EventSegments.Size);
        var at = new LogPosition(segment, 0);
        while (true)
        {
            if (EventFrame.Read(bytes[at.Offset..], at) is > 0 and var content)
                at = at with { Offset = at.Offset + EventFrame.HeaderSize + content };
            else if (Behind(bytes, at) is { } next)
                at = next;
            else
                return at;
        }
    }

    /// <summary>
    /// Takes in frames from a place on, as many as belong to one batch. Reads nothing from <paramref name="limit"/> on.
    /// </summary>
    /// <returns>The place behind the last frame read; where it equals <paramref name="from"/>, no whole frame begins there.</returns>
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

    /// <summary>Whether the log went on to the next segment here.</summary>
    public static bool IsClosed(FileStream file, LogPosition at)
    {
        Span<byte> header = stackalloc byte[EventFrame.HeaderSize];
        return at.Offset > EventSegments.Size - EventFrame.HeaderSize
            || (RandomAccess.Read(file.SafeFileHandle, header, at.Offset) == EventFrame.HeaderSize && EventFrame.IsClosing(header, at));
    }

    /// <summary>
    /// The next place behind a broken frame from which reading can go on: mostly where its length says, else wherever a frame's
    /// check value is right. Trying every byte may take seconds, for a length that is broken near the beginning of a full segment.
    /// </summary>
    /// <param name="length">How much of the segment is looked at.</param>
    public static LogPosition? Resume(FileStream file, LogPosition broken, int length)
    {
        var bytes = Load(file, length);
        if (Behind(bytes, broken) is { } next)
            return next;
        for (var at = broken with { Offset = broken.Offset + 1 }; at.Offset < bytes.Length; at = at with { Offset = at.Offset + 1 })
        {
            if (EventFrame.Begins(bytes[at.Offset..], at))
                return at;
        }

        return null;
    }

    /// <summary>What begins where a broken frame's length says that it ends; null where nothing does.</summary>
    private static LogPosition? Behind(ReadOnlySpan<byte> bytes, LogPosition broken)
    {
        var frame = bytes[broken.Offset..];
        if (frame.Length < EventFrame.HeaderSize)
            return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(frame);
        if (length <= 0 || length > frame.Length - EventFrame.HeaderSize)
            return null;
        var next = broken with { Offset = broken.Offset + EventFrame.HeaderSize + length };
        return EventFrame.Begins(bytes[next.Offset..], next) ? next : null;
    }

    private static ReadOnlySpan<byte> Load(FileStream file, int length)
    {
        var bytes = new byte[length];
        return bytes.AsSpan(0, RandomAccess.Read(file.SafeFileHandle, bytes, 0));
    }
}
