using Gallabox.Core.Cases;
using Gallabox.Core.Migration;
using Xunit;

namespace Gallabox.Core.Tests.Migration;

/// <summary>The one-time code until it has come: asked for, refused, lost, wanted again.</summary>
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
        bench.Meta.Refuse("request_code", RegisterRefusalTests.Failure(code));
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
        var codes = code == "2388093" ? 2 : 1;
        bench.Until(on, file => bench.Meta.Made("start") == 2 && bench.Meta.Codes.Count == codes && file.Case.WaitsFor?.What == "code", TimeSpan.FromMinutes(5));
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
    public void AnInterruptionWhileTheCodeIsAskedForCanBeTakenBack()
    {
        var (bench, on) = Interrupted();
        Assert.IsType<ActResult.Accepted>(bench.Act(on, "cancel"));
        bench.RunUntil(on, CaseState.Cancelled, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void ARefusalThatNobodyKnowsNeedsAPersonAndThenACodeGoesOut()
    {
        var (bench, on) = Interrupted();
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

    private static (MigrationBench Bench, string On) Interrupted()
    {
        var bench = new MigrationBench();
        bench.Meta.Refuse("request_code", RegisterRefusalTests.Failure("424242"));
        var on = bench.Open();
        bench.RunUntil(on, CaseState.NeedsAttention, TimeSpan.FromMinutes(1));
        return (bench, on);
    }
}
