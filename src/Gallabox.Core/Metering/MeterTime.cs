namespace Gallabox.Core.Metering;

/// <summary>Meta's timestamps are whole seconds; figures are kept by hours and minutes since 1970.</summary>
internal static class MeterTime
{
    public const int SecondsPerHour = 3600;

    /// <summary>How long a sent message counts, by Meta's and by the house rule.</summary>
    public const int SentHours = 30 * 24;

    /// <summary>How wide an hour since 1970 is that Meta's 32 bits of seconds can name.</summary>
    public const int HourBits = 21;

    /// <summary>The same of minutes.</summary>
    public const int MinuteBits = 27;

    public static int Hour(uint seconds) => (int)(seconds / SecondsPerHour);

    public static int Hour(DateTimeOffset at) => (int)Math.Clamp(at.ToUnixTimeSeconds() / SecondsPerHour, 0, int.MaxValue);

    public static DateTimeOffset At(int hour) => DateTimeOffset.FromUnixTimeSeconds((long)hour * SecondsPerHour);

    /// <summary>The oldest hour that counts: a message leaves the figure when the whole of its hour is 30 days old.</summary>
    public static int OldestSentHour(DateTimeOffset asOf) => Hour(asOf - TimeSpan.FromHours(SentHours));
}
