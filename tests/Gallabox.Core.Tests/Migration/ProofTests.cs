using Gallabox.Core.Cases;
using Gallabox.Core.Migration;
using Xunit;

namespace Gallabox.Core.Tests.Migration;

/// <summary>The one-time code once it was read: entered, wrong, lost on the way; and how long the proof lasts.</summary>
public sealed class ProofTests
{
    [Fact]
    public void TooManyWrongCodesAreFollowedByARestAndANewCode()
    {
        var bench = new MigrationBench();
        var on = bench.OpenToCode();
        for (var wrong = 0; wrong < 5; wrong++)
            MigrationJourneyTests.Wrong(bench, on, $"00000{wrong}");
        Assert.Contains("The code was not right", bench.File(on).Facts.CodeProblem, StringComparison.Ordinal);
        MigrationJourneyTests.Wrong(bench, on, bench.Meta.Codes[^1]);
        Assert.Equal(5, bench.Meta.Made("verify_code"));
        bench.Until(on, _ => bench.Meta.Codes.Count == 2, TimeSpan.FromHours(13));
        Assert.True(bench.World.Now - bench.Meta.Calls.First(call => call.Name == "verify_code").At >= TimeSpan.FromHours(12));
        bench.Prove(on);
        bench.RunUntil(on, CaseState.Completed);
    }

    [Fact]
    public void ACodeThatMetaHasNotJudgedIsNotSaidToBeWrong()
    {
        var bench = new MigrationBench();
        var on = bench.OpenToCode();
        bench.Meta.Refuse("verify_code", [.. Enumerable.Repeat(RegisterRefusalTests.Failure("133009"), 5)]);
        for (var no = 0; no < 6; no++)
            MigrationJourneyTests.Wrong(bench, on, bench.Meta.Codes[^1]);
        Assert.Equal(5, bench.Meta.Made("verify_code"));
        var told = bench.Timeline(on).Where(entry => entry.Type == "code_not_taken").ToList();
        Assert.Equal(["meta", "meta", "meta", "meta", "meta", "system"], told.Select(entry => entry.By));
        Assert.Contains("5 codes were tried", told[^1].Text, StringComparison.Ordinal);
        Assert.All(told, entry => Assert.DoesNotContain("wrong", entry.Text, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("Meta asks", told[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void AnOutageSpendsNoTries()
    {
        var bench = new MigrationBench();
        var on = bench.OpenToCode();
        bench.Meta.Refuse("verify_code", [.. Enumerable.Repeat(new TransientFailureException("meta:unreachable", "meta: down."), 12)]);
        bench.Prove(on);
        bench.RunUntil(on, CaseState.Completed, TimeSpan.FromHours(1));
        Assert.Single(bench.Meta.Codes);
    }

    [Fact]
    public void ALostAnswerToTheRightCodeIsNoTroubleForTheCustomer()
    {
        var bench = new MigrationBench();
        var on = bench.OpenToCode();
        bench.Meta.LoseAnswer("verify_code");
        bench.Prove(on);
        bench.RunUntil(on, CaseState.Completed, TimeSpan.FromMinutes(5));
        Assert.Equal(1, bench.Meta.Made("verify_code"));
    }

    [Fact]
    public void ACodeWhoseNudgeIsLostIsTriedAllTheSame()
    {
        foreach (var isEnteredAgain in new[] { false, true })
        {
            var bench = new MigrationBench();
            var on = bench.OpenToCode();
            bench.Flows.LosesEvents = true;
            Assert.IsType<ActResult.Accepted>(bench.Enter(on, bench.Meta.Codes[^1]));
            bench.Flows.LosesEvents = false;
            if (isEnteredAgain)
                Assert.IsType<ActResult.NotAllowed>(bench.Enter(on, bench.Meta.Codes[^1]));
            bench.RunUntil(on, CaseState.Completed, isEnteredAgain ? TimeSpan.FromMinutes(1) : TimeSpan.FromHours(1.1));
        }
    }

    [Theory]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("12a456b")]
    [InlineData("")]
    public void WhatIsNoCodeIsNotTried(string text)
    {
        var bench = new MigrationBench();
        Assert.IsType<ActResult.BadInput>(bench.Enter(bench.OpenToCode(), text));
        Assert.Empty(bench.Secrets.Kept);
    }

    [Fact]
    public void ATimeFarBeyondTheProofAsksForAnotherCodeBeforeIt()
    {
        var bench = new MigrationBench();
        var at = bench.World.Now.AddDays(50);
        var on = bench.OpenToCode(form => form with { CutOverAt = at });
        bench.Prove(on);
        bench.World.In(TimeSpan.FromDays(14), () => bench.Meta.Nodes.Values.Single().IsVerified = false);
        bench.Until(on, _ => bench.Meta.Codes.Count == 2, TimeSpan.FromDays(49));
        Assert.InRange(at - bench.World.Now, TimeSpan.FromDays(12), TimeSpan.FromDays(14));
        bench.Prove(on);
        bench.Until(on, file => file.Case.WaitsFor?.What == "cut_over");
        Assert.Equal(1, bench.MailsAbout("time-"));
        bench.RunUntil(on, CaseState.Completed, TimeSpan.FromDays(14));
        Assert.InRange(bench.Meta.Calls.Single(call => call.Name == "register").At, at, at.AddMinutes(1));
    }

    [Fact]
    public void AProofThatMetaStillShowsNeedsNoOtherCode()
    {
        var bench = new MigrationBench();
        var at = bench.World.Now.AddDays(20);
        var on = bench.OpenToCode(form => form with { CutOverAt = at });
        bench.Prove(on);
        bench.RunUntil(on, CaseState.Completed, TimeSpan.FromDays(21));
        Assert.Single(bench.Meta.Codes);
    }

    [Fact]
    public void AnotherTimeThatIsChosenAtTheLastMomentHolds()
    {
        var won = new HashSet<bool>();
        for (var at = 0; at < 12; at++)
        {
            var bench = new MigrationBench();
            var on = bench.OpenToCode(form => form with { CutOverAt = bench.World.Now.AddDays(1) });
            bench.Prove(on);
            bench.Until(on, file => file.Case.WaitsFor?.What == "cut_over");
            ActResult? chosen = null;
            bench.Power.On(bench.Power.Used + at + 1, () => _ = ChooseAsync());
            bench.RunUntil(on, CaseState.Completed, TimeSpan.FromDays(7));
            var called = bench.Meta.Calls.Single(call => call.Name == "register").At;
            Assert.True(chosen is not ActResult.Accepted || called >= bench.File(on).Facts.CutOverAt, $"operation {at}");
            won.Add(chosen is ActResult.Accepted);

            async Task ChooseAsync() => chosen = await bench.Get<MigrationActs>().ActAsync(
                on, new("reschedule", Actor.Customer, "customer:a", At: bench.World.Now.AddDays(3)), CancellationToken.None);
        }

        Assert.Equal(2, won.Count);
    }
}
