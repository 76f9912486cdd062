using Gallabox.Core.Cases;
using Gallabox.Core.Migration;
using Gallabox.Core.Orchestration;
using Gallabox.Core.Tests.Support;
using Xunit;
using static Gallabox.Core.Migration.MigrationStage;

namespace Gallabox.Core.Tests.Migration;

/// <summary>The flow alone on the virtual clock: which step follows which, and what wakes it. The steps' own work is tested elsewhere.</summary>
public sealed class MigrationFlowTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly VirtualFlow flow = new(Monday, "mig-7K3QX9MPA2");
    private readonly List<string> steps = [];

    public MigrationFlowTests()
    {
        foreach (var step in new[] { MigrationSteps.SetWebhook, MigrationSteps.CheckTemplates, MigrationSteps.Complete, MigrationSteps.Close })
            flow.OnCall(step, _ => Did(step.Name, Done.Instance));
    }

    [Fact]
    public void A_migration_from_the_rehearsal_to_completed()
    {
        Looks(MigrationSteps.Rehearse, new(MigrationStage.Rehearsal, Monday.AddDays(1)), new(Start));
        Looks(MigrationSteps.Start, new MigrationLook(Code));
        Looks(MigrationSteps.AskForCode, new(Code), new(Code), new(Code));
        Looks(MigrationSteps.TakeCode, new(Code, Monday.AddDays(2)), new(Code), new(CutOver));
        Looks(MigrationSteps.AwaitCutOver, new(CutOver, Monday.AddDays(7)), new(CutOver));
        Looks(MigrationSteps.BeginCutOver, new MigrationLook(Registration));
        Looks(MigrationSteps.Register, new(Registration, Monday.AddDays(7).AddMinutes(1)), new(Verification));
        Looks(MigrationSteps.ReadBack, new(Verification, Monday.AddDays(7).AddMinutes(2)), new(Verification));
        flow.RaiseAt(TimeSpan.FromHours(2), CaseSteps.Nudge).RaiseAt(TimeSpan.FromHours(3), CaseSteps.Nudge);

        var run = Run();

        Assert.Equal(
            "RehearseMigration RehearseMigration StartMigration AskForMigrationCode TakeMigrationCode AskForMigrationCode TakeMigrationCode AskForMigrationCode "
            + "TakeMigrationCode AwaitCutOver AwaitCutOver BeginCutOver RegisterMigratedNumber RegisterMigratedNumber ReadBackMigratedNumber "
            + "ReadBackMigratedNumber SetMigratedWebhook CheckMigratedTemplates CompleteMigration", string.Join(' ', steps));
        Assert.Equal(Monday.AddDays(7).AddMinutes(2), run.Now);
        Assert.Equal("rehearsal rehearsal start code code code cut_over cut_over registration registration verification verification", string.Join(' ', run.Statuses));
        RecordedHistory.Verify("migration-completed", run);
    }

    [Fact]
    public void A_cancellation_while_the_code_is_waited_for_closes()
    {
        Looks(MigrationSteps.Rehearse, new MigrationLook(Start));
        Looks(MigrationSteps.Start, new MigrationLook(Code));
        Looks(MigrationSteps.AskForCode, new(Code), new(Closing));
        Looks(MigrationSteps.TakeCode, new MigrationLook(Code, Monday.AddDays(2)));
        flow.RaiseAt(TimeSpan.FromHours(5), CaseSteps.Nudge);

        var run = Run();

        Assert.Equal("AskForMigrationCode CloseMigration", string.Join(' ', steps[^2..]));
        Assert.Equal(Monday.AddHours(5), run.Now);
        RecordedHistory.Verify("migration-cancelled", run);
    }

    [Fact]
    public void A_refusal_to_register_leads_back_and_through()
    {
        Looks(MigrationSteps.Rehearse, new MigrationLook(Start));
        Looks(MigrationSteps.Start, new MigrationLook(CutOver));
        Looks(MigrationSteps.AwaitCutOver, new(CutOver), new(CutOver, Monday.AddMinutes(5)), new(CutOver));
        Looks(MigrationSteps.BeginCutOver, new(Registration), new(Registration));
        Looks(MigrationSteps.Register, new(CutOver), new(Verification));
        Looks(MigrationSteps.ReadBack, new MigrationLook(Verification));

        var run = Run();

        Assert.Equal(2, steps.Count(step => step == "RegisterMigratedNumber"));
        Assert.Equal("CompleteMigration", steps[^1]);
        RecordedHistory.Verify("migration-refused", run);
    }

    [Fact]
    public void A_case_that_is_ended_while_its_start_is_parked_closes()
    {
        Looks(MigrationSteps.Rehearse, new MigrationLook(Start));
        flow.OnCall(MigrationSteps.Start, _ => throw new NeedsPersonException("meta:424242", "What is that?"));
        flow.OnCall(CaseSteps.Park, _ => new Parked(true, false, Monday.AddDays(7)));
        flow.OnCall(CaseSteps.LookAtParked, parked => new Parked(false, Abandoned: parked.Abandonable, Monday));
        flow.RaiseAt(TimeSpan.FromDays(1), CaseSteps.Nudge);

        Assert.Equal(Monday.AddDays(1), Run().Now);
        Assert.Equal("CloseMigration", steps[^1]);
    }

    [Fact]
    public void Once_the_cut_over_has_begun_only_its_success_ends_the_wait()
    {
        var abandonable = new List<bool>();
        Looks(MigrationSteps.Rehearse, new MigrationLook(Start));
        Looks(MigrationSteps.Start, new MigrationLook(CutOver));
        Looks(MigrationSteps.AwaitCutOver, new MigrationLook(CutOver));
        Looks(MigrationSteps.BeginCutOver, new MigrationLook(Registration));
        var tries = 0;
        flow.OnCall(MigrationSteps.Register, _ => tries++ == 0 ? throw new NeedsPersonException("meta:190", "Our token is not valid.") : new MigrationLook(Verification));
        Looks(MigrationSteps.ReadBack, new MigrationLook(Verification));
        flow.OnCall(CaseSteps.Park, trouble => Parked(trouble.Abandonable, waits: true));
        flow.OnCall(CaseSteps.LookAtParked, parked => Parked(parked.Abandonable, waits: false));
        flow.OnCall(CaseSteps.Recover, _ => Done.Instance);

        Run();

        Assert.Equal([false, false], abandonable);
        Assert.Equal("CompleteMigration", steps[^1]);

        Parked Parked(bool mayBeAbandoned, bool waits)
        {
            abandonable.Add(mayBeAbandoned);
            return new Parked(waits, false, Monday.AddHours(1));
        }
    }

    private VirtualRun Run()
    {
        var run = flow.Run(MigrationFlow.Orchestrator, new MigrationInput("mig-7K3QX9MPA2", MigrationStage.Rehearsal));
        Assert.True(run.Ended, run.WaitsFor);
        return run;
    }

    private T Did<T>(string step, T answer)
    {
        steps.Add(step);
        return answer;
    }

    private void Looks(Activity<CaseRef, MigrationLook> step, params MigrationLook[] answers)
    {
        var next = 0;
        flow.OnCall(step, _ => Did(step.Name, answers[next++]));
    }
}
