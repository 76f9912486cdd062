namespace Gallabox.Core.Orchestration;

/// <summary>How often a transient failure of an activity is tried again. Waits are durable timers, so they survive a restart.</summary>
/// <param name="FirstDelay">The wait after the first failure.</param>
/// <param name="Factor">What each wait is multiplied by for the next.</param>
/// <param name="MaxDelay">No wait is longer.</param>
/// <param name="GiveUpAfter">Measured from the first attempt; the failure is thrown when the next attempt would be later.</param>
public sealed record RetryPolicy(TimeSpan FirstDelay, double Factor, TimeSpan MaxDelay, TimeSpan GiveUpAfter)
{
    /// <summary>2 s, 8 s, 32 s, about 2 min, then every 5 min, for half an hour: rides out a restart of the other side.</summary>
    public static RetryPolicy Short { get; } = new(TimeSpan.FromSeconds(2), 4, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30));

    internal TimeSpan DelayAfter(int failures) =>
        TimeSpan.FromSeconds(Math.Min(MaxDelay.TotalSeconds, FirstDelay.TotalSeconds * Math.Pow(Factor, failures - 1)));
}

/// <summary>Retries, written once over the primitives so that every engine behaves alike.</summary>
public static class OrchestrationRetries
{
    /// <summary>Calls an activity until it succeeds, fails in a way that no retry mends, or the policy gives up.</summary>
    /// <exception cref="ActivityFailedException">The last failure.</exception>
    public static async Task<TOutput> CallAsync<TInput, TOutput>(
        this IOrchestration flow, Activity<TInput, TOutput> activity, TInput input, RetryPolicy retry)
    {
        var giveUpAt = flow.Now + retry.GiveUpAfter;
        for (var failures = 1; ; failures++)
        {
            DateTimeOffset again;
            try
            {
                return await flow.CallAsync(activity, input);
            }
            catch (ActivityFailedException failure) when (failure.Kind == FailureKind.Transient)
            {
                again = flow.Now + retry.DelayAfter(failures);
                if (again > giveUpAt)
                    throw;
            }

            await flow.WaitUntilAsync(again);
        }
    }
}
