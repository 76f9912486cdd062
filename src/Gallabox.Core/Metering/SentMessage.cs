namespace Gallabox.Core.Metering;

/// <summary>A message that was sent, by the hour of its status. Ordered by hour, then by hash.</summary>
/// <param name="Hour">Since 1970.</param>
/// <param name="Hash">Of the message's id, as a <see cref="CountedHash"/>.</param>
internal readonly record struct SentMessage(int Hour, ulong Hash) : IComparable<SentMessage>
{
    public int CompareTo(SentMessage other) => Hour != other.Hour ? Hour.CompareTo(other.Hour) : Hash.CompareTo(other.Hash);

    /// <summary>The order in which chunks keep them.</summary>
    public static int ByHash(SentMessage one, SentMessage other) =>
        one.Hash != other.Hash ? one.Hash.CompareTo(other.Hash) : one.Hour.CompareTo(other.Hour);
}
