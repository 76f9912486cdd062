using Gallabox.Core.Cases;
using Gallabox.Core.Orchestration;

namespace Gallabox.Core.TwoStep;

/// <summary>For ever: looks at the two-step verification of connected numbers, soon where something was heard, else from time to time.</summary>
public static class TwoStepFlow
{
    /// <summary>The one instance's id.</summary>
    public const string InstanceId = "two-step-watch";

    public static Orchestrator<TwoStepRound> Orchestrator { get; } = new("TwoStepWatch", "1", RunAsync);

    private static readonly RetryPolicy Patiently = new(TimeSpan.FromSeconds(30), 2, TimeSpan.FromMinutes(30), TimeSpan.FromDays(30));

    public static async Task RunAsync(IOrchestration flow, TwoStepRound round)
    {
        var next = await flow.CallAsync(TwoStepSteps.Look, round, Patiently);
        flow.SetStatus(next.Seen);
        await flow.WaitForEventAsync(CaseSteps.Nudge, next.At);
        flow.ContinueAsNew(next.Round);
    }
}

/// <summary>How far the periodic look has come.</summary>
/// <param name="SweepAt">When it goes on; null: now.</param>
/// <param name="After">The number that it has come to; null: it starts with the first.</param>
public sealed record TwoStepRound(DateTimeOffset? SweepAt = null, SweptNumber? After = null);

public sealed record SweptNumber(string AccountId, PhoneNumber Phone);

/// <param name="At">When to look again, if nothing is heard before.</param>
/// <param name="Seen">What was seen, in words for an operator.</param>
public sealed record NextTwoStepLook(DateTimeOffset At, TwoStepRound Round, string Seen);
