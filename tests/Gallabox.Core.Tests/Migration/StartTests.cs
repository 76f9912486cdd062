using Gallabox.Core.Cases;
using Gallabox.Core.Migration;
using Gallabox.Core.Numbers;
using Xunit;

namespace Gallabox.Core.Tests.Migration;

/// <summary>What Meta says when it is asked to take the number into its new account (facts 3.9).</summary>
public sealed class StartTests
{
    private const string Phone = MigrationBench.Phone;

    [Theory]
    [InlineData("2388103:display-name", "display_name", "customer")]
    [InlineData("2388103:source-account", "source_account", "meta")]
    [InlineData("2388103:credit-line", "payment", "operator")]
    [InlineData("2388103:different-business", "same_business", "customer")]
    [InlineData("2388103:destination-account", "destination_account", "customer")]
    [InlineData("2388103:messaging-for", "messaging_for", "customer")]
    [InlineData("2388103:no-webhook", "webhooks", "operator")]
    [InlineData("2388103:unspecific", "meta", "meta")]
    [InlineData("2388012", "meta", "meta")]
    public void ARefusalIsWaitedOutByWhoeverCanChangeIt(string code, string what, string who)
    {
        var bench = new MigrationBench();
        bench.Meta.Refuse("start", RegisterRefusalTests.Failure(code));
        var on = bench.Open();
        bench.Until(on, file => file.Case.WaitsFor is not null, TimeSpan.FromMinutes(1));
        Assert.Equal((CaseState.InReview, what, who), (bench.StateOf(on)!.Value, bench.File(on).Case.WaitsFor!.What, bench.File(on).Case.WaitsFor!.On));
        Assert.Equal(who == "customer" ? 1 : 0, bench.Mails.Count);
        bench.Until(on, file => file.Case.State == CaseState.AwaitingCode, TimeSpan.FromMinutes(15));
        Assert.Equal(2, bench.Meta.Made("start"));
    }

    [Theory]
    [InlineData("2388103")]
    [InlineData("2388001:certificate")]
    [InlineData("133000")]
    [InlineData("136025")]
    [InlineData("2388091")]
    [InlineData("200000")]
    [InlineData("424242")]
    public void WhatNobodyKnowsNeedsAPersonAndIsAskedAgainWhenOneSaysSo(string code)
    {
        var bench = new MigrationBench();
        bench.Meta.Refuse("start", RegisterRefusalTests.Failure(code));
        var on = bench.Open();
        bench.RunUntil(on, CaseState.NeedsAttention, TimeSpan.FromMinutes(1));
        bench.Rest(TimeSpan.FromDays(2));
        Assert.Equal(1, bench.Meta.Made("start"));
        bench.Act(on, "retry", Actor.Operator);
        bench.RunUntil(on, CaseState.AwaitingCode, TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData("2494100")]
    [InlineData("131057")]
    [InlineData("unknown-outcome")]
    public void WhatPassesIsTriedAgainByItself(string code)
    {
        var bench = new MigrationBench();
        bench.Meta.Refuse("start", [.. Enumerable.Repeat(RegisterRefusalTests.Failure(code), 6)]);
        var on = bench.Open();
        bench.RunUntil(on, CaseState.AwaitingCode, TimeSpan.FromMinutes(15));
    }

    [Fact]
    public void AFailureWithoutAReasonIsTriedAFewTimesOnly()
    {
        var bench = new MigrationBench();
        bench.Meta.Refuse("start", [.. Enumerable.Repeat(RegisterRefusalTests.Failure("2388103:unspecific"), 20)]);
        var on = bench.Open();
        bench.RunUntil(on, CaseState.NeedsAttention, TimeSpan.FromDays(1));
        Assert.Equal(5, bench.Meta.Made("start"));
    }

    [Fact]
    public void ANumberThatNeedsNoMigrationIsAddedAsANewOne()
    {
        var bench = new MigrationBench();
        bench.Meta.Refuse("start", RegisterRefusalTests.Failure("2388103:add-directly"));
        MigrationJourneyTests.Completed(bench);
        Assert.Equal((1, 1, 1), (bench.Meta.Made("start"), bench.Meta.Effects("add"), bench.Meta.Effects("register")));
    }

    [Fact]
    public void WhereAddingIsRefusedInTheSameWordsAPersonLooks()
    {
        var bench = new MigrationBench();
        bench.Meta.Refuse("start", RegisterRefusalTests.Failure("2388103:add-directly"));
        bench.Meta.Refuse("add", RegisterRefusalTests.Failure("2388103:add-directly"));
        var on = bench.Open();
        bench.RunUntil(on, CaseState.NeedsAttention, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void ANumberThatIsThereAlreadyGoesOnFromItsState()
    {
        var bench = new MigrationBench();
        bench.Meta.Place(PhoneNumber.Parse(Phone)).IsVerified = true;
        var on = bench.Open();
        bench.RunUntil(on, CaseState.Completed, TimeSpan.FromMinutes(5));
        Assert.Equal((0, 1), (bench.Meta.Codes.Count, bench.Meta.Effects("register")));
    }

    [Fact]
    public void ANodeThatIsNeverShownIsNoReasonToRunRoundAndRound()
    {
        var bench = new MigrationBench();
        bench.Meta.HidesNodes = true;
        var on = bench.Open();
        bench.RunUntil(on, CaseState.NeedsAttention, TimeSpan.FromDays(4));
        Assert.Equal(1, bench.Meta.Made("start"));
        bench.Act(on, "cancel");
        bench.RunUntil(on, CaseState.Cancelled, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void ACustomersClickWakesTheNextProbe()
    {
        var bench = new MigrationBench { Meta = { TwoStepAtSource = true } };
        var on = bench.Open();
        bench.Rest(TimeSpan.FromDays(1).Add(TimeSpan.FromMinutes(1)));
        bench.Meta.TwoStepAtSource = false;
        bench.Act(on, "check");
        bench.RunUntil(on, CaseState.AwaitingCode, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void TimeSpentWithOthersIsNotTheCustomers()
    {
        var bench = new MigrationBench(("Migration:ApproveByTeam", "true"));
        var on = bench.Open();
        bench.Rest(TimeSpan.FromDays(30));
        Assert.Equal("approval", bench.File(on).Case.WaitsFor!.What);
        bench.Meta.Accounts[FakeMeta.Waba] = bench.Meta.Accounts[FakeMeta.Waba] with { ReviewStatus = "REJECTED" };
        bench.Until(on, file => file.Case.WaitsFor?.What == "destination_account");
        bench.Rest(TimeSpan.FromDays(20));
        Assert.True(bench.File(on).Case.Open);
        bench.RunUntil(on, CaseState.Expired, TimeSpan.FromDays(2));
        Assert.Equal(11, bench.MailsAbout("destination-account-"));
    }

    [Fact]
    public void TheTeamLetsItBeginWhereItWantsTo()
    {
        var bench = new MigrationBench(("Migration:ApproveByTeam", "true"));
        var on = bench.Open();
        bench.Until(on, file => file.Case.WaitsFor?.What == "approval");
        Assert.Equal(0, bench.Meta.Made("start"));
        bench.Act(on, "approve", Actor.Operator);
        bench.RunUntil(on, CaseState.AwaitingCode, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void AStalledCustomerIsRemindedAndTheCaseExpires()
    {
        var bench = new MigrationBench { Meta = { TwoStepAtSource = true } };
        var on = bench.Open();
        bench.RunUntil(on, CaseState.Expired, TimeSpan.FromDays(22));
        Assert.Equal((11, 1), (bench.MailsAbout("two-step-off-"), bench.MailsAbout("expired.")));
        Assert.InRange(bench.Meta.Made("start"), 100, 600);
        Assert.Null(bench.Number(Phone));
    }
}
