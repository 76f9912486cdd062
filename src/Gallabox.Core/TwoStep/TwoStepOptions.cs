using System.ComponentModel.DataAnnotations;

namespace Gallabox.Core.TwoStep;

/// <summary>How closely two-step verification is watched; section <c>TwoStep</c>. Read at each look, so a change holds from the next one on.</summary>
public sealed class TwoStepOptions
{
    public const string Section = "TwoStep";

    /// <summary>How often Meta is asked of each connected number, as events may be lost. Default 1 day.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "30.00:00:00")]
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Between reminders while it stays off; the first look after it reminds. Default 7 days.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "365.00:00:00")]
    public TimeSpan RemindEvery { get; set; } = TimeSpan.FromDays(7);
}
