using Gallabox.Core.Cases;
using Gallabox.Core.Deletion;
using Gallabox.Core.Orchestration;
using Gallabox.Core.Tests.Support;
using Xunit;
using static Gallabox.Core.Deletion.DeletionStage;

namespace Gallabox.Core.Tests.Deletion;

/// <summary>The flow alone on the virtual clock: which step follows which, and what wakes it. The steps' own work is tested elsewhere.</summary>
public sealed class DeletionFlowTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly VirtualFlow flow = new(Monday, "del-7K3QX9MPA2");
    private readonly List<string> steps = [];

    public DeletionFlowTests()
    {
        foreach (var step in new[]
                 {
                     DeletionSteps.PauseMessages, DeletionSteps.AnnounceDate, DeletionSteps.StopTraffic, DeletionSteps.ClearWebhookOverride,
                     DeletionSteps.UnsubscribeApp, DeletionSteps.Deregister, DeletionSteps.CancelAt360Dialog, DeletionSteps.AskForDeletion,
                     DeletionSteps.Complete, DeletionSteps.ResumeMessages, DeletionSteps.Close,
                 })
            Does(step, () => Done.Instance);
    }

    [Fact]
    public void A_deletion_from_review_to_completed()
    {
        Looks(DeletionSteps.Review, new Look(Review, Monday.AddDays(1)), new Look(Notice));
        Looks(DeletionSteps.AwaitTheDay, new Look(Notice, Monday.AddDays(8)), new Look(Removal));
        Looks(DeletionSteps.WatchForDeletion, new Look(Watch, Monday.AddDays(9)), new Look(Ended));
        flow.RaiseAt(TimeSpan.FromHours(2), CaseSteps.Nudge);

        var run = Run();

        Assert.Equal(
            "ReviewDeletion ReviewDeletion PauseMessages AnnounceDate AwaitTheDay PauseMessages AnnounceDate AwaitTheDay StopTraffic ClearWebhookOverride "
            + "UnsubscribeApp DeregisterNumber CancelAt360Dialog AskForDeletion WatchForDeletion WatchForDeletion CompleteDeletion", string.Join(' ', steps));
        Assert.Equal(Monday.AddDays(9), run.Now);
        RecordedHistory.Verify("deletion-completed", run);
    }

    [Fact]
    public void A_cancellation_on_day_twelve_resumes_and_closes()
    {
        Looks(DeletionSteps.Review, new Look(Notice));
        Looks(DeletionSteps.AwaitTheDay, new Look(Notice, Monday.AddDays(30)), new Look(Closing));
        flow.RaiseAt(TimeSpan.FromDays(12), CaseSteps.Nudge);

        var run = Run();

        Assert.Equal("ResumeMessages CloseDeletion", string.Join(' ', steps[^2..]));
        Assert.DoesNotContain("StopTraffic", steps);
        Assert.Equal(Monday.AddDays(12), run.Now);
        RecordedHistory.Verify("deletion-cancelled", run);
    }

    [Fact]
    public void A_step_that_fails_is_parked_and_tried_again()
    {
        var down = true;
        Looks(DeletionSteps.Review, new Look(Notice));
        Looks(DeletionSteps.AwaitTheDay, new Look(Removal));
        Looks(DeletionSteps.WatchForDeletion, new Look(Ended));
        Does(DeletionSteps.Deregister, () => down ? throw new TransientFailureException("meta:unreachable", "Meta does not answer.") : Done.Instance);
        flow.OnCall(CaseSteps.Park, trouble => new Parked(true, false, Monday.AddHours(1)));
        flow.OnCall(CaseSteps.LookAtParked, parked => new Parked(down = false, false, Monday));
        Does(CaseSteps.Recover, () => Done.Instance);

        var run = Run();

        Assert.Equal(5, steps.Count(step => step == "DeregisterNumber"));
        Assert.Equal("CompleteDeletion", steps[^1]);
        Assert.Contains("RecoverCase", steps);
        RecordedHistory.Verify("deletion-trouble", run);
    }

    [Fact]
    public void A_case_that_is_ended_while_it_is_parked_closes()
    {
        Looks(DeletionSteps.Review, new Look(Notice));
        Does(DeletionSteps.AnnounceDate, () => throw new PermanentFailureException("sendgrid:400", "No such address."));
        flow.OnCall(CaseSteps.Park, trouble => new Parked(true, false, Monday.AddDays(7)));
        flow.OnCall(CaseSteps.LookAtParked, parked => new Parked(false, Abandoned: parked.Abandonable, Monday));
        flow.RaiseAt(TimeSpan.FromDays(1), CaseSteps.Nudge);

        var run = Run();

        Assert.Equal("ResumeMessages CloseDeletion", string.Join(' ', steps[^2..]));
        Assert.Equal(Monday.AddDays(1), run.Now);
    }

    private VirtualRun Run()
    {
        var run = flow.Run(DeletionFlow.Orchestrator, new DeletionInput("del-7K3QX9MPA2", Review));
        Assert.True(run.Ended, run.WaitsFor);
        return run;
    }

    private void Does(Activity<CaseRef, Done> step, Func<Done> work) => flow.OnCall(step, _ =>
    {
        steps.Add(step.Name);
        return work();
    });

    private void Looks(Activity<CaseRef, Look> step, params Look[] answers)
    {
        var next = 0;
        flow.OnCall(step, _ =>
        {
            steps.Add(step.Name);
            return answers[next++];
        });
    }
}
