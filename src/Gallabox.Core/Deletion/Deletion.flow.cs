using Gallabox.Core.Cases;
using Gallabox.Core.Orchestration;

namespace Gallabox.Core.Deletion;

/// <summary>
/// From a request to a deleted number, in the order of the customer's help page. Each stage is a quiet point: the flow
/// starts anew there, reads the store, and goes on.
/// </summary>
public static class DeletionFlow
{
    public static Orchestrator<DeletionInput> Orchestrator { get; } = new("Deletion", "1", RunAsync);

    public static async Task RunAsync(IOrchestration flow, DeletionInput input)
    {
        flow.SetStatus(Wire.Name(input.Stage));
        var next = await StageAsync(flow, input);
        if (next != DeletionStage.Ended)
            flow.ContinueAsNew(input with { Stage = next });
    }

    private static async Task<DeletionStage> StageAsync(IOrchestration flow, DeletionInput input)
    {
        try
        {
            return input.Stage switch
            {
                DeletionStage.Review => await ReviewAsync(flow, input.Case),
                DeletionStage.Notice => await NoticeAsync(flow, input.Case),
                DeletionStage.Removal => await RemoveAsync(flow, input.Case),
                DeletionStage.Watch => await WatchAsync(flow, input.Case),
                _ => await CloseAsync(flow, input.Case),
            };
        }
        catch (CaseAbandonedException)
        {
            return DeletionStage.Closing;
        }
    }

    /// <summary>The request is reviewed: who asks, dues, volume, and the team's decision.</summary>
    private static async Task<DeletionStage> ReviewAsync(IOrchestration flow, CaseRef on) =>
        await LookedAsync(flow, await flow.AttendAsync(DeletionSteps.Review, on));

    /// <summary>Messages are paused, the customer is told the date, and may change their mind until then.</summary>
    private static async Task<DeletionStage> NoticeAsync(IOrchestration flow, CaseRef on)
    {
        await flow.AttendAsync(DeletionSteps.PauseMessages, on);
        await flow.AttendAsync(DeletionSteps.AnnounceDate, on);
        return await LookedAsync(flow, await flow.AttendAsync(DeletionSteps.AwaitTheDay, on));
    }

    /// <summary>On the day. From here on there is no way back.</summary>
    private static async Task<DeletionStage> RemoveAsync(IOrchestration flow, CaseRef on)
    {
        await flow.AttendAsync(DeletionSteps.StopTraffic, on, abandonable: false);
        await flow.AttendAsync(DeletionSteps.ClearWebhookOverride, on, abandonable: false);
        await flow.AttendAsync(DeletionSteps.UnsubscribeApp, on, abandonable: false);
        await flow.AttendAsync(DeletionSteps.Deregister, on, abandonable: false);
        await flow.AttendAsync(DeletionSteps.CancelAt360Dialog, on, abandonable: false);
        await flow.AttendAsync(DeletionSteps.AskForDeletion, on, abandonable: false);
        return DeletionStage.Watch;
    }

    /// <summary>Only an admin of the owning portfolio can delete the number; it is watched until it is seen to be gone.</summary>
    private static async Task<DeletionStage> WatchAsync(IOrchestration flow, CaseRef on)
    {
        var next = await LookedAsync(flow, await flow.AttendAsync(DeletionSteps.WatchForDeletion, on, abandonable: false));
        if (next == DeletionStage.Ended)
            await flow.AttendAsync(DeletionSteps.Complete, on, abandonable: false);
        return next;
    }

    /// <summary>Every way out but deletion: messages flow again, and the customer is told why it ended.</summary>
    private static async Task<DeletionStage> CloseAsync(IOrchestration flow, CaseRef on)
    {
        await flow.AttendAsync(DeletionSteps.ResumeMessages, on, abandonable: false);
        await flow.AttendAsync(DeletionSteps.Close, on, abandonable: false);
        return DeletionStage.Ended;
    }

    private static async Task<DeletionStage> LookedAsync(IOrchestration flow, Look look)
    {
        if (look.LookAgainAt is { } again)
            await flow.WaitForEventAsync(CaseSteps.Nudge, again);
        return look.To;
    }
}
