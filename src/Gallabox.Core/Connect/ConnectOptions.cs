using System.ComponentModel.DataAnnotations;

namespace Gallabox.Core.Connect;

/// <summary>The rules and periods of a connection; section <c>Connect</c>. They are read when a case is looked at, so a change holds for open cases too.</summary>
public sealed class ConnectOptions
{
    public const string Section = "Connect";

    /// <summary>How long a link to the button page is good for its first use. Default 7 days.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "90.00:00:00")]
    public TimeSpan InviteLifetime { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long a sign-up at 360dialog may take until its redirect is not believed any more. Default 1 day.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "30.00:00:00")]
    public TimeSpan StateLifetime { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Between reminders to a customer who has something to do. Default 2 days.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "60.00:00:00")]
    public TimeSpan RemindEvery { get; set; } = TimeSpan.FromDays(2);

    /// <summary>A case whose customer does nothing for so long expires. Default 14 days.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan ExpireAfter { get; set; } = TimeSpan.FromDays(14);

    /// <summary>After so long without readiness the wait is shown as one for our team. Default 3 days.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "60.00:00:00")]
    public TimeSpan ReadyWithin { get; set; } = TimeSpan.FromDays(3);

    /// <summary>How often a refused key is asked for again when nothing is heard. Default 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan AskForKeyEvery { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How often Meta is asked about a name in review or a blocked number. Default 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan AskMetaEvery { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How often connected numbers are compared with what 360dialog shows, as events may be lost. Default 6 hours.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "7.00:00:00")]
    public TimeSpan CompareEvery { get; set; } = TimeSpan.FromHours(6);

    /// <summary>Time between two keys, in the long run: 3 of the 5 partner calls in 30 seconds (facts 6.1). Default 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan KeyEvery { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Time between two calls that look for channels, in the long run: the other 2 of the 5. Default 15 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long one maker of a key keeps others out. Default 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "01:00:00")]
    public TimeSpan KeyLockFor { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Whether customers of another 360dialog partner are taken on without a person. Default false.</summary>
    public bool AcceptPartnerChanges { get; set; }

    /// <summary>
    /// The tier of a fresh portfolio, where neither Meta nor 360dialog says one. Default TIER_250, 250 customers in 24 hours outside
    /// service windows [Meta, "Messaging limits", Oct 2025]; the customers' help page said 50, which is history (facts 5).
    /// </summary>
    [Required]
    public string FreshTier { get; set; } = "TIER_250";
}
