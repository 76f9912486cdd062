namespace Gallabox.Core.Queue;

/// <summary>
/// What becomes of a message whose handler failed: again after 2 s, 4 s, 8 s ... 15 min, or later where the other side said
/// so; at once a dead letter where no repeat can help, and after <see cref="MaxAttempts"/> in any case.
/// </summary>
public static class WorkRetry
{
    public const int MaxAttempts = 12;

    private static readonly TimeSpan longest = TimeSpan.FromMinutes(15);

    /// <param name="attempts">How often the message was tried, this time included; at least 1.</param>
    /// <returns>The wait before the next try; null: dead-letter it.</returns>
    public static TimeSpan? After(Exception failure, int attempts)
    {
        if (attempts >= MaxAttempts || failure is PermanentFailureException or NeedsPersonException)
            return null;
        var growing = TimeSpan.FromSeconds(Math.Pow(2, attempts));
        var wait = growing < longest ? growing : longest;
        return failure is TransientFailureException { RetryAfter: { } asked } && asked > wait ? asked : wait;
    }

    /// <summary>The short code under which a failure is shown.</summary>
    public static string Code(Exception failure) => failure is FailureException known ? known.Code : failure.GetType().Name;
}
