using System.ComponentModel.DataAnnotations;

namespace Gallabox.Core.Migration;

/// <summary>The rules and periods of a migration; section <c>Migration</c>. They are read when a case is looked at, so a change holds for open cases too.</summary>
public sealed class MigrationOptions
{
    public const string Section = "Migration";

    /// <summary>How long a link to the form is good for its first use. Default 7 days.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "90.00:00:00")]
    public TimeSpan InviteLifetime { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Between reminders to a customer who has something to do. Default 2 days.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "60.00:00:00")]
    public TimeSpan RemindEvery { get; set; } = TimeSpan.FromDays(2);

    /// <summary>A case whose customer does nothing for so long expires. Default 21 days.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan ExpireAfter { get; set; } = TimeSpan.FromDays(21);

    /// <summary>How often a condition that is not met is looked at again in the first six hours. Default 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The same, later. Default 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan LookLaterEvery { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Whether a product specialist approves a migration before anything is touched. Default false: it goes on when every condition is met.</summary>
    public bool ApproveByTeam { get; set; }

    /// <summary>Between two one-time codes, at least. Default 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan CodeEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>One-time codes in 24 hours, at most; Meta's own limit is not published (facts 3.4). Default 5.</summary>
    [Range(1, 20)]
    public int CodesPerDay { get; set; } = 5;

    /// <summary>One-time codes that may be tried in <see cref="CodeBlock"/>. Default 5.</summary>
    [Range(1, 20)]
    public int MaxCodeTries { get; set; } = 5;

    /// <summary>How long nothing is tried after too many tries; Meta's own dialogs say about 12 hours (facts 3.4). Default 12 hours.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan CodeBlock { get; set; } = TimeSpan.FromHours(12);

    /// <summary>How long a proven ownership is good for registering (facts 3.6). Default 14 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "60.00:00:00")]
    public TimeSpan VerificationLasts { get; set; } = TimeSpan.FromDays(14);

    /// <summary>After a lost answer to the registration Meta is only looked at for so long, before it is asked again. Default 2 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan SettleFor { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How often a registered number is read until everything is as it should be. Default 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ReadBackEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>After so long without that the wait is one for our team. Default 6 hours.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan ReadBackWithin { get; set; } = TimeSpan.FromHours(6);

    /// <summary>Whether the number's own webhook address is pointed at us, whatever its account or another app says. Default true.</summary>
    public bool OverrideWebhook { get; set; } = true;
}
