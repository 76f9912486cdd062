using Gallabox.Core.Cases;
using Gallabox.Core.Migration;
using Xunit;

namespace Gallabox.Core.Tests.Migration;

/// <summary>The one-time code: asked for, lost, wrong, too late.</summary>
public sealed class CodeTests
{
    [Fact]
    public void ALostAnswerSendsNoSecondCodeAndTheCustomerIsTold()
    {
        var bench = new MigrationBench();
        bench.Meta.LoseAnswer("request_code");
        var on = bench.OpenToCode();
        bench.Rest(TimeSpan.FromDays(1));
        Assert.Equal((1, 1), (bench.Meta.Codes.Count, bench.MailsAbout("code-sent-")));
        bench.Prove(on);
        bench.RunUntil(on, CaseState.Completed);
    }

    [Theory]
    [InlineData("136024", 10)]
    [InlineData("2494100", 5)]
    [InlineData("unreachable", 1)]
    [InlineData("133016", 4320)]
    public void ACodeThatMetaDoesNotSendIsAskedForAgain(string code, int minutes)
    {
        var bench = new MigrationBench();
        bench.Meta.Refuse("request_code", code == "unreachable" ? new TransientFailureException("meta:unreachable", "meta: down.") : RegisterRefusalTests.Failure(code));
        var on = bench.Open();
        bench.Until(on, _ => bench.Meta.Codes.Count == 1, TimeSpan.FromMinutes(minutes + 1));
        Assert.InRange((bench.World.Now - bench.Meta.Calls.First(call => call.Name == "request_code").At).TotalMinutes, minutes, minutes + 1);
        Assert.Equal(1, bench.MailsAbout("code-sent-"));
    }

    [Theory]
    [InlineData("2388091")]
    [InlineData("2388093")]
    public void ANumberThatIsNotBeingMigratedAnyMoreIsBegunAgainAndGetsACode(string code)
    {
        var bench = new MigrationBench();
        bench.Meta.Refuse(code == "2388091" ? "request_code" : "verify_code", RegisterRefusalTests.Failure(code));
        var on = bench.Open();
        bench.Until(on, _ => bench.Meta.Codes.Count == 1, TimeSpan.FromMinutes(5));
        if (code == "2388093")
            bench.Enter(on, bench.Meta.Codes[^1]);
        bench.Until(on, file => bench.Meta.Made("start") == 2 && bench.Meta.Codes.Count == (code == "2388093" ? 2 : 1) && file.Case.WaitsFor?.What == "code", TimeSpan.FromMinutes(5));
        bench.Prove(on);
        bench.RunUntil(on, CaseState.Completed, TimeSpan.FromMinutes(5));
    }

    [Fact]
    public void ANumberThatIsNeverBeingMigratedIsNotAskedForRoundAndRound()
    {
        var bench = new MigrationBench();
        bench.Meta.Refuse("request_code", [.. Enumerable.Repeat(RegisterRefusalTests.Failure("2388091"), 1000)]);
        var on = bench.Open();
        bench.Rest(TimeSpan.FromDays(3));
        Assert.InRange(bench.Meta.Made("request_code"), 5, 20);
        bench.RunUntil(on, CaseState.Expired, TimeSpan.FromDays(20));
    }

    [Fact]
    public void ANodeThatVanishesIsBegunAgainWithACodeOfItsOwn()
    {
        var bench = new MigrationBench();
        var on = bench.OpenToCode();
        bench.Meta.Nodes.Clear();
        bench.Act(on, "check");
        bench.Until(on, _ => bench.Meta.Codes.Count == 2, TimeSpan.FromMinutes(5));
        bench.Prove(on);
        bench.RunUntil(on, CaseState.Completed);
    }

    [Fact]
    public void AnotherCodeIsSentWhenItIsWantedButNotAtOnceNorWithoutEnd()
    {
        var bench = new MigrationBench();
        var on = bench.OpenToCode();
        bench.Act(on, "resend", choice: "voice");
        bench.Rest(TimeSpan.FromSeconds(30));
        Assert.Single(bench.Meta.Codes);
        bench.Rest(TimeSpan.FromMinutes(1));
        Assert.Equal((2, "Voice"), (bench.Meta.Codes.Count, bench.Meta.Calls.Last(call => call.Name == "request_code").Detail));
        for (var more = 0; more < 10; more++)
        {
            bench.Act(on, "resend");
            bench.Rest(TimeSpan.FromMinutes(10));
        }

        Assert.Equal(5, bench.Meta.Codes.Count);
        bench.Rest(TimeSpan.FromDays(1));
        Assert.Equal(6, bench.Meta.Codes.Count);
    }

    [Fact]
    public void TooManyWrongCodesAreFollowedByARestAndANewCode()
    {
        var bench = new MigrationBench();
        var on = bench.OpenToCode();
        for (var wrong = 0; wrong < 5; wrong++)
            MigrationJourneyTests.Wrong(bench, on, $"00000{wrong}");
        MigrationJourneyTests.Wrong(bench, on, bench.Meta.Codes[^1]);
        Assert.Equal(5, bench.Meta.Made("verify_code"));
        bench.Until(on, _ => bench.Meta.Codes.Count == 2, TimeSpan.FromHours(13));
        Assert.True(bench.World.Now - bench.Meta.Calls.First(call => call.Name == "verify_code").At >= TimeSpan.FromHours(12));
        bench.Prove(on);
        bench.RunUntil(on, CaseState.Completed);
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
    public void ARefusalThatNobodyKnowsNeedsAPersonAndThenACodeGoesOut()
    {
        var bench = new MigrationBench();
        bench.Meta.Refuse("request_code", RegisterRefusalTests.Failure("424242"));
        var on = bench.Open();
        bench.RunUntil(on, CaseState.NeedsAttention, TimeSpan.FromMinutes(1));
        bench.Act(on, "retry", Actor.Operator);
        bench.Until(on, _ => bench.Meta.Codes.Count == 1, TimeSpan.FromMinutes(5));
        Assert.Equal(1, bench.MailsAbout("code-sent-"));
    }

    [Fact]
    public void ACodeThatIsNotEnteredIsRemindedOfAndExpires()
    {
        var bench = new MigrationBench();
        var on = bench.OpenToCode();
        bench.RunUntil(on, CaseState.Expired, TimeSpan.FromDays(22));
        Assert.Equal((10, true), (bench.MailsAbout("code-") - bench.MailsAbout("code-sent-"), bench.Meta.SourceWorks));
        Assert.Single(bench.Meta.Codes);
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

            async Task ChooseAsync() => chosen = await bench.Get<MigrationActs>().ActAsync(
                on, new("reschedule", Actor.Customer, "customer:a", At: bench.World.Now.AddDays(3)), CancellationToken.None);
        }
    }
}
