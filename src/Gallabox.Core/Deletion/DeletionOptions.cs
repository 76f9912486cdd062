using System.ComponentModel.DataAnnotations;
using Gallabox.Core.Metering;

namespace Gallabox.Core.Deletion;

/// <summary>
/// The rules and periods of a deletion; section <c>Deletion</c>. They are read when a case is looked at, so a change holds
/// for open cases too, but an announced date stays.
/// </summary>
public sealed class DeletionOptions
{
    public const string Section = "Deletion";

    /// <summary>House rule: with more messages sent in 30 days, the number cannot go yet. Default 1000. [help page]</summary>
    [Range(0, int.MaxValue)]
    public int MaxSentIn30Days { get; set; } = 1000;

    /// <summary>Meta's rule: whether a paid message in the last 30 days stands in the way. Default true. [Meta, "Business phone numbers", 5 Dec 2025]</summary>
    public bool PaidMessageBlocks { get; set; } = true;

    /// <summary>How long sent and paid messages count. Default 30 days.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan CountingPeriod { get; set; } = TimeSpan.FromDays(30);

    /// <summary>What the number's own traffic is held against.</summary>
    public DeletableRules TrafficRules => new(MaxSentIn30Days, PaidMessageBlocks, CountingPeriod);

    /// <summary>From approval to the announced date, at least. Default 7 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan NoticePeriod { get; set; } = TimeSpan.FromDays(7);

    /// <summary>First hour of a working day, local to the account. Default 10.</summary>
    [Range(0, 23)]
    public int WorkdayStartsAt { get; set; } = 10;

    /// <summary>Hour in which the working day ends. Default 17.</summary>
    [Range(1, 24)]
    public int WorkdayEndsAt { get; set; } = 17;

    /// <summary>Whether the date must be in working hours; false puts it right at the end of the notice. Default true.</summary>
    public bool InWorkingHours { get; set; } = true;

    /// <summary>Between reminders to a customer who has something to do. Default 3 days.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "60.00:00:00")]
    public TimeSpan RemindEvery { get; set; } = TimeSpan.FromDays(3);

    /// <summary>A case whose customer does nothing for so long expires. Default 21 days.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan ExpireAfter { get; set; } = TimeSpan.FromDays(21);

    /// <summary>How long a request waits for its proof. Default 3 days.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "60.00:00:00")]
    public TimeSpan ProofExpiresAfter { get; set; } = TimeSpan.FromDays(3);

    /// <summary>Whether a request that passes every check is approved without a person. Default false.</summary>
    public bool ApproveByPolicy { get; set; }

    /// <summary>How often the volume is looked at again while it stands in the way. Default 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan LookAtVolumeEvery { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How often Meta is asked whether the number is gone. Default 15 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan LookForDeletionEvery { get; set; } = TimeSpan.FromMinutes(15);
}
