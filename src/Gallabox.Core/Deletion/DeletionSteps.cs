using Gallabox.Core.Cases;
using Gallabox.Core.Orchestration;

namespace Gallabox.Core.Deletion;

/// <summary>The activities of a deletion. Each takes the case, is safe to run twice, and keys what it does by the case and its own name.</summary>
public static class DeletionSteps
{
    public static readonly Activity<CaseRef, Look> Review = new("ReviewDeletion");
    public static readonly Activity<CaseRef, Done> PauseMessages = new("PauseMessages");
    public static readonly Activity<CaseRef, Done> AnnounceDate = new("AnnounceDate");
    public static readonly Activity<CaseRef, Look> AwaitTheDay = new("AwaitTheDay");
    public static readonly Activity<CaseRef, Done> StopTraffic = new("StopTraffic");
    public static readonly Activity<CaseRef, Done> ClearWebhookOverride = new("ClearWebhookOverride");
    public static readonly Activity<CaseRef, Done> UnsubscribeApp = new("UnsubscribeApp");
    public static readonly Activity<CaseRef, Done> Deregister = new("DeregisterNumber");
    public static readonly Activity<CaseRef, Done> CancelAt360Dialog = new("CancelAt360Dialog");
    public static readonly Activity<CaseRef, Done> AskForDeletion = new("AskForDeletion");
    public static readonly Activity<CaseRef, Look> WatchForDeletion = new("WatchForDeletion");
    public static readonly Activity<CaseRef, Done> Complete = new("CompleteDeletion");
    public static readonly Activity<CaseRef, Done> ResumeMessages = new("ResumeMessages");
    public static readonly Activity<CaseRef, Done> Close = new("CloseDeletion");

    public static OrchestrationCatalog AddDeletion(this OrchestrationCatalog catalog) => catalog
        .Add(DeletionFlow.Orchestrator)
        .Add<DeletionReview, CaseRef, Look>(Review, (work, on, cancellation) => work.ReviewAsync(on, cancellation))
        .Add<DeletionNotice, CaseRef, Done>(PauseMessages, (work, on, cancellation) => work.PauseAsync(on, cancellation))
        .Add<DeletionNotice, CaseRef, Done>(AnnounceDate, (work, on, cancellation) => work.AnnounceAsync(on, cancellation))
        .Add<DeletionNotice, CaseRef, Look>(AwaitTheDay, (work, on, cancellation) => work.AwaitTheDayAsync(on, cancellation))
        .Add<DeletionRemoval, CaseRef, Done>(StopTraffic, (work, on, cancellation) => work.StopTrafficAsync(on, cancellation))
        .Add<DeletionRemoval, CaseRef, Done>(ClearWebhookOverride, (work, on, cancellation) => work.ClearOverrideAsync(on, cancellation))
        .Add<DeletionRemoval, CaseRef, Done>(UnsubscribeApp, (work, on, cancellation) => work.UnsubscribeAsync(on, cancellation))
        .Add<DeletionRemoval, CaseRef, Done>(Deregister, (work, on, cancellation) => work.DeregisterAsync(on, cancellation))
        .Add<DeletionRemoval, CaseRef, Done>(CancelAt360Dialog, (work, on, cancellation) => work.CancelAt360DialogAsync(on, cancellation))
        .Add<DeletionWatch, CaseRef, Done>(AskForDeletion, (work, on, cancellation) => work.AskAsync(on, cancellation))
        .Add<DeletionWatch, CaseRef, Look>(WatchForDeletion, (work, on, cancellation) => work.WatchAsync(on, cancellation))
        .Add<DeletionClosing, CaseRef, Done>(Complete, (work, on, cancellation) => work.CompleteAsync(on, cancellation))
        .Add<DeletionClosing, CaseRef, Done>(ResumeMessages, (work, on, cancellation) => work.ResumeAsync(on, cancellation))
        .Add<DeletionClosing, CaseRef, Done>(Close, (work, on, cancellation) => work.CloseAsync(on, cancellation));
}
