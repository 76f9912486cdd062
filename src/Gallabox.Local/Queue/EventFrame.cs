using System.Buffers.Binary;
using System.IO.Hashing;

namespace Gallabox.Local.Queue;

/// <summary>A place in the log.</summary>
internal readonly record struct LogPosition(long Segment, int Offset) : IComparable<LogPosition>
{
    public int CompareTo(LogPosition other) => (Segment, Offset).CompareTo((other.Segment, other.Offset));

    public static bool operator <(LogPosition left, LogPosition right) => left.CompareTo(right) < 0;

    public static bool operator >(LogPosition left, LogPosition right) => left.CompareTo(right) > 0;

    public static bool operator <=(LogPosition left, LogPosition right) => left.CompareTo(right) <= 0;

    public static bool operator >=(LogPosition left, LogPosition right) => left.CompareTo(right) >= 0;
}

/// <summary>A commit group on the disk: length, check value over content and place, then the batches of all its callers. One without content closes its segment.</summary>
internal static class EventFrame
{
    public const int HeaderSize = 12;

    /// <summary>No frame's content is larger.</summary>
    public const int LargestContent = 8 * 1024 * 1024;

    /// <summary>Writes the header before a frame's content; before none it closes the segment.</summary>
    public static void WriteHeader(Span<byte> frame, LogPosition at)
    {
        BinaryPrimitives.WriteInt32LittleEndian(frame, frame.Length - HeaderSize);
        BinaryPrimitives.WriteUInt64LittleEndian(frame[4..], Check(frame[HeaderSize..], at));
    }

    /// <summary>The content's length; 0 where no whole frame starts.</summary>
    public static int Read(ReadOnlySpan<byte> bytes, LogPosition at)
    {
        if (bytes.Length < HeaderSize)
            return 0;
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        if (length <= 0 || length > LargestContent || length > bytes.Length - HeaderSize)
            return 0;
        return IsWhole(bytes, bytes.Slice(HeaderSize, length), at) ? length : 0;
    }

    /// <summary>Whether the segment was closed at this place.</summary>
    public static bool IsClosing(ReadOnlySpan<byte> bytes, LogPosition at) =>
        bytes.Length >= HeaderSize && BinaryPrimitives.ReadInt32LittleEndian(bytes) == 0 && IsWhole(bytes, [], at);

    /// <summary>Whether a whole frame or the segment's end is here.</summary>
    public static bool Begins(ReadOnlySpan<byte> bytes, LogPosition at) => Read(bytes, at) > 0 || IsClosing(bytes, at);

    /// <summary>Whether this content was written whole at this place.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> header, ReadOnlySpan<byte> content, LogPosition at) =>
        BinaryPrimitives.ReadUInt64LittleEndian(header[4..]) == Check(content, at);

    private static ulong Check(ReadOnlySpan<byte> content, LogPosition at) =>
        XxHash3.HashToUInt64(content, at.Segment * EventSegments.Size + at.Offset);
}
