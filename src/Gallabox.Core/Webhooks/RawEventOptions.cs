using System.ComponentModel.DataAnnotations;

namespace Gallabox.Core.Webhooks;

/// <summary>What becomes of events that are kept as they came; section <c>Webhooks</c>.</summary>
public sealed class RawEventOptions
{
    public const string Section = "Webhooks";

    /// <summary>How long they are kept; what they led to stays. Whole days of UTC count. Default 30 days.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00", ErrorMessage = "Webhooks:KeepRawEvents is from 1 day to 10 years.")]
    public TimeSpan KeepRawEvents { get; set; } = TimeSpan.FromDays(30);
}
