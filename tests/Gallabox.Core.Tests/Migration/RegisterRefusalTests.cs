using Gallabox.Core.Cases;
using Gallabox.Core.Migration;
using Gallabox.Core.Numbers;
using Gallabox.Core.Webhooks;
using Xunit;

namespace Gallabox.Core.Tests.Migration;

/// <summary>Every documented refusal of the cut-over (facts 3.6), with what follows from it.</summary>
public sealed class RegisterRefusalTests
{
    private const string Phone = MigrationBench.Phone;

    private static readonly Dictionary<string, FailureKind> kinds = new()
    {
        ["1"] = FailureKind.Transient, ["2"] = FailureKind.Transient, ["131000"] = FailureKind.Transient, ["131016"] = FailureKind.Transient,
        ["133004"] = FailureKind.Transient, ["131057"] = FailureKind.Transient, ["2494100"] = FailureKind.Transient, ["133015"] = FailureKind.Transient,
        ["131045"] = FailureKind.Permanent, ["133000"] = FailureKind.Permanent, ["133006"] = FailureKind.Permanent, ["133010"] = FailureKind.Permanent,
        ["100"] = FailureKind.Permanent, ["2388103:unspecific"] = FailureKind.Transient,
        ["unknown-outcome"] = FailureKind.Transient, ["unreachable"] = FailureKind.Transient,
    };

    public static TheoryData<string> AllCodes => new([
        .. kinds.Keys, "131031", "133005", "133008", "133009", "133016", "136025", "2388001", "2388001:certificate", "2388103:credit-line", "2388103", "424242"]);

    [Theory]
    [InlineData("1", 2)]
    [InlineData("2", 2)]
    [InlineData("131000", 2)]
    [InlineData("131016", 2)]
    [InlineData("133004", 2)]
    [InlineData("131045", 1)]
    [InlineData("133009", 1)]
    [InlineData("131057", 5)]
    [InlineData("2494100", 5)]
    [InlineData("133015", 5)]
    [InlineData("133008", 720)]
    [InlineData("133016", 4320)]
    public void WhatPassesIsTriedAgainNoSoonerThanItMay(string code, int minutes)
    {
        var (bench, on) = Refused(code);
        bench.RunUntil(on, CaseState.Completed, TimeSpan.FromMinutes(minutes + 5));
        var calls = bench.Meta.Calls.Where(call => call.Name == "register").ToList();
        Assert.Equal(2, calls.Count);
        Assert.InRange((calls[1].At - calls[0].At).TotalMinutes, minutes, minutes + 1);
        Assert.Equal(1, bench.Meta.Effects("register"));
    }

    [Fact]
    public void APinIsBlockedForAsLongAsMetaSays()
    {
        var bench = new MigrationBench();
        bench.Meta.Refuse("register", new NeedsPersonException("meta:133008", "meta: try again in 95 minutes") { BlockedFor = TimeSpan.FromMinutes(95) });
        var on = bench.OpenToCode();
        bench.Prove(on);
        bench.RunUntil(on, CaseState.Completed, TimeSpan.FromMinutes(100));
        var calls = bench.Meta.Calls.Where(call => call.Name == "register").ToList();
        Assert.Equal((2, 95), (calls.Count, Math.Floor((calls[1].At - calls[0].At).TotalMinutes)));
    }

    [Theory]
    [InlineData("131045")]
    [InlineData("133009")]
    [InlineData("131057")]
    [InlineData("133015")]
    [InlineData("133008")]
    [InlineData("133016")]
    [InlineData("133005")]
    [InlineData("131031")]
    [InlineData("133010")]
    [InlineData("424242")]
    [InlineData("2388103:credit-line")]
    public void WhatMetaRefusedForSureCanBeTakenBack(string code)
    {
        var (bench, on) = Refused(code);
        bench.Until(on, file => file is { Facts: { CuttingOver: false, RegisterCalls: 1 }, Case.State: not CaseState.Registering });
        Assert.Null(bench.Number(Phone));
        Assert.IsType<ActResult.Accepted>(bench.Act(on, "cancel"));
        bench.RunUntil(on, CaseState.Cancelled, TimeSpan.FromMinutes(1));
        Assert.Equal((true, false, null), (bench.Meta.SourceWorks, bench.Meta.Subscribed.Contains(FakeMeta.Waba), bench.Pin));
    }

    [Theory]
    [InlineData("133005")]
    [InlineData("131031")]
    [InlineData("133010")]
    [InlineData("100")]
    [InlineData("424242")]
    [InlineData("2388103")]
    public void WhatNeedsAPersonIsNeverGuessedAgainUntilOneSaysSo(string code)
    {
        var (bench, on) = Refused(code);
        bench.RunUntil(on, CaseState.NeedsAttention, TimeSpan.FromMinutes(1));
        bench.Hear(new AccountEvent("phone_number_quality_update", "", FakeMeta.Waba, PhoneNumber.Parse(Phone), null));
        bench.Act(on, "check");
        bench.Rest(TimeSpan.FromDays(5));
        Assert.Equal((CaseState.NeedsAttention, 1), (bench.StateOf(on), bench.Meta.Made("register")));
        bench.Act(on, "retry", Actor.Operator);
        bench.RunUntil(on, CaseState.Completed, TimeSpan.FromMinutes(5));
        Assert.Equal((2, 1), (bench.Meta.Made("register"), bench.Meta.Effects("register")));
    }

    /// <summary>Meta takes 10 calls in 72 hours, and blocks the number at the next.</summary>
    [Theory]
    [MemberData(nameof(AllCodes))]
    public void NoRefusalIsEverCalledInALoop(string code)
    {
        var bench = new MigrationBench();
        bench.Meta.Refuse("register", [.. Enumerable.Repeat(Failure(code), 100)]);
        var on = bench.OpenToCode();
        bench.Prove(on);
        bench.Rest(TimeSpan.FromHours(71));
        Assert.InRange(bench.Meta.Made("register") + bench.Meta.Made("deregister"), 1, 9);
        Assert.True(bench.Flows.All.Single().Cycles < 5000, $"{bench.Flows.All.Single().Cycles} starts anew");
        Assert.True(bench.Meta.SourceWorks);
    }

    [Fact]
    public void AnIncompleteDeregistrationIsBroughtToItsEndFirst()
    {
        foreach (var isOff in new[] { false, true })
        {
            var (bench, on) = Refused("133000");
            if (isOff)
                bench.Meta.Refuse("deregister", Failure("133010"));
            bench.RunUntil(on, CaseState.Completed, TimeSpan.FromMinutes(5));
            Assert.Equal((1, 2, 1), (bench.Meta.Made("deregister"), bench.Meta.Made("register"), bench.Meta.Effects("register")));
        }
    }

    [Fact]
    public void ADeregistrationThatIsRefusedNeedsAPersonAndCanBeTakenBack()
    {
        var (bench, on) = Refused("133000", bench => bench.Meta.Refuse("deregister", Failure("131031")));
        bench.RunUntil(on, CaseState.NeedsAttention, TimeSpan.FromMinutes(5));
        bench.Act(on, "cancel");
        bench.RunUntil(on, CaseState.Cancelled, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void OwnershipThatMustBeProvenAgainIsProvenByANewCode()
    {
        var (bench, on) = Refused("133006", bench => bench.Meta.BeforeRegister = () =>
        {
            bench.Meta.BeforeRegister = null;
            bench.Meta.Nodes.Values.Single().IsVerified = false;
            return Task.CompletedTask;
        });
        bench.Until(on, file => file.Case.WaitsFor?.What == "code" && bench.Meta.Codes.Count == 2, TimeSpan.FromMinutes(5));
        Assert.Equal(2, bench.MailsAbout("code-sent-"));
        bench.Prove(on);
        bench.RunUntil(on, CaseState.Completed, TimeSpan.FromMinutes(5));
        Assert.Equal((2, 1), (bench.Meta.Made("register"), bench.Meta.Effects("register")));
    }

    [Fact]
    public void WhereMetaWantsAProofAndTakesNoneAPersonLooks()
    {
        var (bench, on) = Refused("133006");
        bench.RunUntil(on, CaseState.NeedsAttention, TimeSpan.FromMinutes(5));
        bench.Meta.Nodes.Values.Single().IsVerified = false;
        bench.Act(on, "retry", Actor.Operator);
        bench.Until(on, _ => bench.Meta.Codes.Count == 2, TimeSpan.FromMinutes(5));
        bench.Prove(on);
        bench.RunUntil(on, CaseState.Completed, TimeSpan.FromMinutes(5));
    }

    [Fact]
    public void ANameThatIsNotThroughIsWaitedForWithoutACall()
    {
        var bench = new MigrationBench();
        bench.Meta.Refuse("register", Failure("2388001:certificate"));
        var on = bench.OpenToCode();
        var node = bench.Meta.Nodes.Values.Single();
        node.NameStatus = "PENDING_REVIEW";
        bench.Prove(on);
        bench.Rest(TimeSpan.FromDays(3));
        Assert.Equal(("display_name", "meta", 1), (bench.File(on).Case.WaitsFor!.What, bench.File(on).Case.WaitsFor!.On, bench.Meta.Made("register")));
        node.NameStatus = "APPROVED";
        bench.Hear(new AccountEvent("phone_number_name_update", "APPROVED", FakeMeta.Waba, PhoneNumber.Parse(Phone), null));
        bench.RunUntil(on, CaseState.Completed, TimeSpan.FromMinutes(1));
        Assert.Equal((2, 1), (bench.Meta.Made("register"), bench.Meta.Effects("register")));
    }

    internal static FailureException Failure(string code)
    {
        var text = $"meta: refused with {code}.";
        return kinds.GetValueOrDefault(code, FailureKind.NeedsPerson) switch
        {
            FailureKind.Transient => new TransientFailureException("meta:" + code, text),
            FailureKind.Permanent => new PermanentFailureException("meta:" + code, text),
            _ => new NeedsPersonException("meta:" + code, text),
        };
    }

    private static (MigrationBench Bench, string On) Refused(string code, Action<MigrationBench>? with = null)
    {
        var bench = new MigrationBench();
        bench.Meta.Refuse("register", Failure(code));
        with?.Invoke(bench);
        var on = bench.OpenToCode();
        bench.Prove(on);
        return (bench, on);
    }
}
