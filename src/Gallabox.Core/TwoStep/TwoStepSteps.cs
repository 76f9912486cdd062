using Gallabox.Core.Orchestration;

namespace Gallabox.Core.TwoStep;

/// <summary>The one activity of the watch, safe to run twice: what was told is told under ids of its own.</summary>
public static class TwoStepSteps
{
    public static readonly Activity<TwoStepRound, NextTwoStepLook> Look = new("LookAtTwoStep");

    public static OrchestrationCatalog AddTwoStep(this OrchestrationCatalog catalog) => catalog
        .Add(TwoStepFlow.Orchestrator)
        .Add<TwoStepRounds, TwoStepRound, NextTwoStepLook>(Look, (work, round, cancellation) => work.LookAsync(round, cancellation));
}
