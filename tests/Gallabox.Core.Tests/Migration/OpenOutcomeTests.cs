using Gallabox.Core.Cases;
using Gallabox.Core.Migration;
using Gallabox.Core.Numbers;
using Xunit;

namespace Gallabox.Core.Tests.Migration;

/// <summary>The call to register while nobody knows what came of it, and the calls that are left.</summary>
public sealed class OpenOutcomeTests
{
    private const string Phone = MigrationBench.Phone;

    [Theory]
    [InlineData(true, 0)]
    [InlineData(true, 90)]
    [InlineData(false, 0)]
    [InlineData(false, 90)]
    [InlineData(false, 3600)]
    [InlineData(false, 36000)]
    public void ANumberThatConnectsLateIsNotRegisteredAgain(bool isLost, int seconds)
    {
        var bench = new MigrationBench { Meta = { ConnectsAfter = TimeSpan.FromSeconds(seconds) } };
        if (isLost)
            bench.Meta.LoseAnswer("register");
        var on = bench.OpenToCode();
        bench.Prove(on);
        bench.RunUntil(on, CaseState.Completed, TimeSpan.FromSeconds(seconds * 1.2 + 120));
        Assert.Equal((1, 1), (bench.Meta.Made("register"), bench.Meta.Effects("register")));
    }

    [Fact]
    public void NudgesDoNotHastenTheNextCall()
    {
        var bench = new MigrationBench();
        var on = bench.OpenToLostRegister();
        for (var second = 1; second <= 100; second++)
            bench.World.In(TimeSpan.FromSeconds(second), () => _ = bench.Flows.RaiseAsync(on, CaseSteps.Nudge, CancellationToken.None));
        bench.Rest(TimeSpan.FromSeconds(110));
        Assert.Equal((1, CaseState.Registering), (bench.Meta.Made("register"), bench.StateOf(on)));
        bench.RunUntil(on, CaseState.Completed, TimeSpan.FromMinutes(2));
        Assert.Equal(2, bench.Meta.Made("register"));
    }

    [Fact]
    public void ANodeThatVanishesBeforeTheCallIsBegunAgain()
    {
        var bench = new MigrationBench();
        var on = bench.OpenToCode(form => form with { CutOverAt = bench.World.Now.AddDays(1) });
        bench.Prove(on);
        bench.Meta.Nodes.Clear();
        bench.Until(on, _ => bench.Meta.Codes.Count == 2, TimeSpan.FromDays(2));
        Assert.Equal(0, bench.Meta.Made("register"));
        bench.Prove(on);
        bench.RunUntil(on, CaseState.Completed);
    }

    [Fact]
    public void ANodeThatVanishesAfterALostAnswerIsLookedAtByAPersonFirst()
    {
        var bench = new MigrationBench();
        var on = bench.OpenToLostRegister();
        bench.Meta.Nodes.Clear();
        bench.RunUntil(on, CaseState.NeedsAttention, TimeSpan.FromMinutes(5));
        Assert.IsType<ActResult.NotAllowed>(bench.Act(on, "cancel"));
        bench.Act(on, "retry", Actor.Operator);
        bench.Until(on, _ => bench.Meta.Codes.Count == 2, TimeSpan.FromMinutes(5));
        Assert.Equal(1, bench.Meta.Made("register"));
    }

    [Fact]
    public void CallsThatAnotherFlowMadeCountAndTheCaseCanBeTakenBackMeanwhile()
    {
        var bench = new MigrationBench();
        for (var call = 0; call < 9; call++)
            Assert.Null(bench.Do(() => bench.Get<RegistrationBudget>().TakeAsync(PhoneNumber.Parse(Phone), CancellationToken.None)));
        var on = bench.OpenToCode();
        bench.Prove(on);
        bench.Until(on, file => file is { Case.WaitsFor.What: "cut_over", Facts: { NotBefore: not null, CuttingOver: false } });
        Assert.Equal(0, bench.Meta.Made("register"));
        bench.RunUntil(on, CaseState.Completed, RegistrationBudget.Window);
        Assert.Equal(1, bench.Meta.Made("register"));
    }

    [Fact]
    public void AnAnswerThatIsLostLateLeavesTheOutcomeOpenFromThenOn()
    {
        var bench = new MigrationBench(("Migration:SettleFor", "00:00:05"));
        bench.Meta.Refuse("register", RegisterRefusalTests.Failure("unknown-outcome"));
        bench.Meta.BeforeRegister = () => bench.World.DelayUntilAsync(bench.World.Now.AddSeconds(20));
        var on = bench.OpenToCode();
        bench.Prove(on);
        bench.RunUntil(on, CaseState.Completed, TimeSpan.FromMinutes(5));
        var calls = bench.Meta.Calls.Where(call => call.Name == "register").Select(call => call.At).ToList();
        Assert.Equal(TimeSpan.FromSeconds(25), calls[1] - calls[0]);
    }

    [Fact]
    public void AnInterruptionOfTheRegistrationCanOnlyBeRetried()
    {
        var bench = new MigrationBench();
        var on = bench.OpenToCode(form => form with { CutOverAt = bench.World.Now.AddDays(1) });
        bench.Prove(on);
        bench.Until(on, file => file.Case.WaitsFor?.What == "cut_over");
        bench.Meta.Refuse("read", RegisterRefusalTests.Failure("190"));
        bench.RunUntil(on, CaseState.NeedsAttention, TimeSpan.FromDays(2));
        Assert.IsType<ActResult.NotAllowed>(bench.Act(on, "cancel"));
        Assert.IsType<ActResult.NotAllowed>(bench.Act(on, "reject", Actor.Operator, "no"));
        bench.Act(on, "retry", Actor.Operator);
        bench.RunUntil(on, CaseState.Completed, TimeSpan.FromMinutes(5));
    }

    [Fact]
    public void APinThatIsMissingIsMadeAnew()
    {
        var bench = new MigrationBench();
        bench.Meta.Refuse("register", RegisterRefusalTests.Failure("131057"));
        var on = bench.OpenToCode();
        bench.Prove(on);
        bench.Until(on, file => file.Facts.NotBefore is not null);
        bench.Secrets.Kept.Clear();
        bench.RunUntil(on, CaseState.Completed, TimeSpan.FromMinutes(10));
        Assert.Equal(bench.Pin, bench.Meta.Nodes.Values.Single().Pin);
    }

    [Fact]
    public void TwoStepVerificationThatIsShownAsOffIsSwitchedOn()
    {
        var bench = new MigrationBench();
        var on = bench.OpenToCode();
        var node = bench.Meta.Nodes.Values.Single();
        node.ShowsPin = false;
        bench.World.In(TimeSpan.FromHours(1), () => node.ShowsPin = null);
        bench.Prove(on);
        bench.Rest(TimeSpan.FromMinutes(30));
        Assert.Equal(CaseState.Verifying, bench.StateOf(on));
        bench.RunUntil(on, CaseState.Completed, TimeSpan.FromHours(1));
        Assert.True(bench.Meta.Effects("set_pin") > 0);
        Assert.Equal(bench.Pin, node.Pin);
    }
}
