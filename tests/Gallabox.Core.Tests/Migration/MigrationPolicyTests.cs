using Gallabox.Core.Cases;
using Gallabox.Core.Migration;
using Gallabox.Core.Numbers;
using Xunit;
using static Gallabox.Core.Tests.Migration.MigrationSample;

namespace Gallabox.Core.Tests.Migration;

public sealed class MigrationPolicyTests
{
    private static readonly MigrationOptions rules = new();
    private static readonly MigrationEvidence twoStepOn = Good with { Working = Working with { IsPinEnabled = true } };

    [Fact]
    public void WhereNothingIsInTheWayMetaIsAsked()
    {
        Assert.Equal("Proceed", Decide(Good));
        Assert.Equal("Proceed", Decide(Good with { Origin = null, Working = null }));
    }

    [Fact]
    public void AnEndThatWasAskedForComesFirst() => Assert.Equal("End Cancelled", Decide(
        twoStepOn with { Case = Opened with { Ending = new Ending(CaseState.Cancelled, "customer:a", Now, "") }, Number = Held("lumen") }));

    [Theory]
    [InlineData("lumen", NumberState.Connected, "End Rejected")]
    [InlineData("lumen", NumberState.Disconnected, "End Rejected")]
    [InlineData("lumen", NumberState.Deleted, "Proceed")]
    [InlineData("kettle", NumberState.Connected, "Proceed")]
    public void AnothersNumberIsRejected(string account, NumberState state, string verdict) => Assert.Equal(verdict, Decide(Good with { Number = Held(account, state) }));

    [Fact]
    public void ARejectionDoesNotSayWhoHoldsTheNumber() => Assert.Equal(MigrationPolicy.NotHere,
        Assert.IsType<MigrationVerdict.End>(MigrationPolicy.Decide(Good with { Number = Held("lumen") }, [], rules, Now)).Ending.Why);

    [Theory]
    [InlineData(MigrationPath.EmbeddedSignup, "AwaitSignup")]
    [InlineData(MigrationPath.Solution, "AwaitAcceptance")]
    public void AWayWithoutItsDestinationWaitsForTheCustomer(MigrationPath path, string verdict) =>
        Assert.Equal(verdict, Decide(twoStepOn.With(facts => facts with { Path = path, WabaId = null }) with { Destination = null, Subscribed = null }));

    [Fact]
    public void ASignUpThatNamedTheNumberGoesOn() =>
        Assert.Equal("Proceed", Decide(Good.With(facts => facts with { Path = MigrationPath.EmbeddedSignup, PhoneNumberId = "8801" })));

    [Fact]
    public void AnAccountThatWeDoNotHearOfIsSubscribedTo() => Assert.Equal("Subscribe", Decide(twoStepOn with { Subscribed = false }));

    [Fact]
    public void WhoCanChangeItIsAsked()
    {
        Assert.Equal("AwaitTwoStepOff", Decide(twoStepOn));
        Assert.Equal("AwaitCondition DisplayName", Decide(twoStepOn with { Working = twoStepOn.Working! with { NameStatus = "DECLINED" } }));
        Assert.Equal("AwaitCondition Destination", Decide(Good with { Destination = null, Subscribed = null }));
        Assert.Equal("AwaitTwoStepOff", Decide(Good.With(facts => facts with { Refused = Refused("2388001", LightKey.TwoStep) })));
    }

    [Theory]
    [InlineData("2388103:unspecific", 1, "AwaitMeta")]
    [InlineData("2388103:unspecific", 4, "AwaitMeta")]
    [InlineData("2388103:unspecific", 5, "Stuck")]
    [InlineData("2388012", 0, "AwaitMeta")]
    [InlineData("2388103", 0, "Stuck")]
    [InlineData("424242", 0, "Stuck")]
    [InlineData("133000", 0, "Stuck")]
    [InlineData("2388103:add-directly", 0, "Stuck")]
    [InlineData("2388001:certificate", 0, "Stuck")]
    [InlineData("136025", 0, "Stuck")]
    public void ARefusalWithoutAConditionStandsUntilItMayBeOver(string code, int unspecific, string verdict)
    {
        var refused = Good.With(facts => facts with { Refused = Refused(code), Unspecific = unspecific });
        Assert.Equal(verdict, Decide(refused));
        Assert.Equal("Proceed", Decide(refused.With(facts => facts with { HeardAt = Now.AddSeconds(1) })));
        Assert.Equal("Proceed", Decide(refused, Now + rules.LookEvery));
    }

    [Theory]
    [InlineData(0, -1, false)]
    [InlineData(0, 1, true)]
    [InlineData(9, null, false)]
    [InlineData(10, null, true)]
    public void ARefusalMayBeOverWhenSomethingWasHeardOrTimePassed(int minutes, int? heardAfter, bool isOver) => Assert.Equal(isOver, MigrationPolicy.MayBeOver(
        Facts with { Refused = Refused("2388001"), HeardAt = heardAfter is { } after ? Now.AddSeconds(after) : null }, rules, Now.AddMinutes(minutes)));

    [Fact]
    public void ItIsLookedAtLessOftenLater()
    {
        Assert.Equal(rules.LookEvery, MigrationPolicy.Rest(Facts, rules, Now.AddHours(5)));
        Assert.Equal(rules.LookLaterEvery, MigrationPolicy.Rest(Facts, rules, Now.AddHours(6)));
    }

    [Theory]
    [InlineData(-1, "AwaitTwoStepOff")]
    [InlineData(1, "Proceed")]
    public void AnApprovalOverridesWhatWeReadButNotWhatMetaRefusedSince(int approvedAfter, string verdict)
    {
        var approved = twoStepOn.With(facts => facts with { Approval = new CaseStep(Now.AddSeconds(approvedAfter), "operator:a", "") });
        Assert.Equal("Proceed", Decide(approved));
        Assert.Equal(verdict, Decide(approved.With(facts => facts with { Refused = Refused("2388001", LightKey.TwoStep) })));
    }

    [Theory]
    [InlineData(MigrationPath.Account, "AwaitCondition DestinationUsable")]
    [InlineData(MigrationPath.Solution, "ChooseAgain")]
    [InlineData(MigrationPath.EmbeddedSignup, "ChooseAgain")]
    public void NoApprovalLetsANumberIntoAnothersAccount(MigrationPath path, string verdict)
    {
        var anothers = Good.With(facts => facts with { Path = path, PhoneNumberId = "8801", Approval = new CaseStep(Now, "operator:a", "") }) with { IsAnothers = true };
        Assert.Equal(verdict, Decide(anothers with { Destination = null, Subscribed = null }));
    }

    [Theory]
    [InlineData(MigrationPath.Solution, "AwaitCondition DestinationUsable")]
    [InlineData(MigrationPath.EmbeddedSignup, "AwaitSignup")]
    public void WhatWasBarredIsChosenAgain(MigrationPath path, string verdict) => Assert.Equal(verdict, Decide(
        Good.With(facts => facts with { Path = path, WabaId = null, Barred = "7301" }) with { Destination = null, Subscribed = null }));

    [Fact]
    public void TheTeamIsAskedWhereItWantsToBeAndLast()
    {
        var byTeam = new MigrationOptions { ApproveByTeam = true };
        Assert.Equal("AwaitApproval", Decide(Good, by: byTeam));
        Assert.Equal("AwaitTwoStepOff", Decide(twoStepOn, by: byTeam));
        Assert.Equal("Proceed", Decide(Good.With(facts => facts with { Approval = new CaseStep(Now, "operator:a", "") }), by: byTeam));
    }

    [Fact]
    public void OnlyAWaitOnTheCustomerExpires()
    {
        var late = Now + rules.ExpireAfter;
        Assert.Equal("AwaitTwoStepOff", Decide(twoStepOn, late.AddSeconds(-1)));
        Assert.Equal("End Expired", Decide(twoStepOn, late));
        Assert.Equal("End Expired", Decide(Good with { Destination = null, Subscribed = null }, late));
        Assert.Equal("End Expired", Decide(Good.With(facts => facts with { Path = MigrationPath.EmbeddedSignup }), late));
        Assert.Equal("AwaitCondition SourceAccount", Decide(Good with { Origin = OldAccount with { ReviewStatus = "REJECTED" } }, late));
        Assert.Equal("AwaitApproval", Decide(Good, late, new MigrationOptions { ApproveByTeam = true }));
    }

    [Theory]
    [InlineData("approval", "operator", "AwaitTwoStepOff")]
    [InlineData("meta", "meta", "AwaitTwoStepOff")]
    [InlineData("two_step_off", "customer", "End Expired")]
    [InlineData("provider", "meta", "End Expired")]
    [InlineData("attention", "operator", "End Expired")]
    public void TheCustomersTimeBeginsWhenItIsAsked(string what, string who, string verdict) =>
        Assert.Equal(verdict, Decide(twoStepOn with { Case = Opened with { WaitsFor = new Wait(what, who) } }, Now + rules.ExpireAfter));

    private static string Decide(MigrationEvidence seen, DateTimeOffset? at = null, MigrationOptions? by = null)
    {
        var now = at ?? Now;
        var lights = Rehearsal.Lights(seen, !MigrationPolicy.MayBeOver(seen.Facts, by ?? rules, now));
        return MigrationPolicy.Decide(seen, lights, by ?? rules, now) switch
        {
            MigrationVerdict.End end => $"End {end.Ending.State}",
            MigrationVerdict.AwaitCondition wait => $"AwaitCondition {wait.Light.Key}",
            var verdict => verdict.GetType().Name,
        };
    }

    private static Number Held(string account, NumberState state = NumberState.Connected) =>
        new() { Phone = Phone, AccountId = account, Provider = ProviderNames.Meta, State = state };
}
