using Gallabox.Core.Cases;
using Gallabox.Core.Numbers;
using Gallabox.Core.Tests.Support;
using Gallabox.Core.TwoStep;
using Xunit;

namespace Gallabox.Core.Tests.TwoStep;

/// <summary>The watch as a whole: what Meta shows, what events say or fail to say, and which mails go out when.</summary>
public sealed class TwoStepFlowTests
{
    private const string Phone = "+919812300001";

    private readonly TwoStepBench bench = new();

    [Fact]
    public void ItsGoingOffIsToldAtOnceThenRemindedOfAndEachTimeAnew()
    {
        Watch();
        SwitchOff();
        bench.Rest(TimeSpan.FromMinutes(1));
        Assert.Contains("WhatsApp Manager", Assert.Single(bench.Mails).Text, StringComparison.Ordinal);
        Assert.Equal((false, bench.Record(Phone).OffSince), (bench.Number(Phone).TwoStep, bench.Number(Phone).TwoStepOffSince));
        Assert.Equal((1, 1), (MailsAfter(TimeSpan.FromDays(1)), MailsAfter(TimeSpan.FromDays(5))));
        Assert.Equal((2, 3), (MailsAfter(TimeSpan.FromDays(2)), MailsAfter(TimeSpan.FromDays(8))));
        Assert.StartsWith("A reminder", bench.Mails[^1].Subject, StringComparison.Ordinal);

        bench.Switch(Phone, true);
        bench.Tell(Phone, "PIN_CHANGED");
        Assert.Equal(3, MailsAfter(TimeSpan.FromDays(30)));
        Assert.Equal((true, null), (bench.Number(Phone).TwoStep, bench.Number(Phone).TwoStepOffSince));
        Assert.True(bench.Record(Phone) is { OffSince: null, OnAgainAt: not null });

        SwitchOff();
        Assert.Equal(4, MailsAfter(TimeSpan.FromMinutes(1)));
        Assert.Equal(4, bench.Mails.DistinctBy(mail => mail.MailId).Count());
    }

    [Fact]
    public void WhatNoEventToldIsFoundByThePeriodicLook()
    {
        Watch();
        bench.Switch(Phone, false);
        Assert.Equal((1, 1), (MailsAfter(TimeSpan.FromDays(1).Add(TimeSpan.FromMinutes(1))), MailsAfter(TimeSpan.FromDays(3))));
        bench.Switch(Phone, true);
        bench.Rest(TimeSpan.FromDays(2));
        Assert.Equal((true, 1), (bench.Number(Phone).TwoStep, bench.Mails.Count));
    }

    [Fact]
    public void EventsThatAreDoubledReversedOrOldChangeNothing()
    {
        Watch();
        var then = bench.World.Now;
        bench.Switch(Phone, false);
        foreach (var what in new[] { "PIN_REQUEST_SUCCESS", "PIN_RESET_REQUEST", "PIN_RESET_REQUEST", "PIN_REQUEST_SUCCESS" })
            bench.Tell(Phone, what);
        Assert.Equal(1, MailsAfter(TimeSpan.FromHours(1)));
        bench.Switch(Phone, true);
        bench.Rest(TimeSpan.FromDays(1));
        foreach (var what in new[] { "PIN_RESET_REQUEST", "PIN_REQUEST_SUCCESS" })
            bench.Tell(Phone, what, then);
        Assert.Equal(1, MailsAfter(TimeSpan.FromHours(1)));
        Assert.True(bench.Number(Phone).TwoStep);
    }

    [Fact]
    public void ThatSomebodyAskedForItIsASecurityNotice()
    {
        Watch();
        var then = bench.World.Now;
        bench.Tell(Phone, "PIN_RESET_REQUEST");
        bench.Tell(Phone, "PIN_RESET_REQUEST");
        Assert.Equal(1, MailsAfter(TimeSpan.FromMinutes(1)));
        Assert.StartsWith("Security notice", bench.Mails[0].Subject, StringComparison.Ordinal);
        Assert.Contains("If this was not you", bench.Mails[0].Text, StringComparison.Ordinal);
        bench.Tell(Phone, "PIN_RESET_REQUEST", then);
        Assert.Equal(1, MailsAfter(TimeSpan.FromDays(3)));
        bench.Tell(Phone, "PIN_RESET_REQUEST", then.AddDays(1));
        Assert.Equal(1, MailsAfter(TimeSpan.FromHours(1)));
        SwitchOff();
        Assert.Equal(2, MailsAfter(TimeSpan.FromMinutes(1)));
        Assert.StartsWith("Two-step verification", bench.Mails[1].Subject, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not shown")]
    [InlineData("not said")]
    [InlineData("not registered")]
    public void WhatMetaDoesNotShowStaysUnknown(string how)
    {
        Watch();
        bench.Switch(Phone, how == "not said" ? null : false);
        if (how == "not shown")
            bench.AtMeta.Clear();
        else if (how == "not registered")
            bench.AtMeta["88919812300001"] = bench.AtMeta["88919812300001"] with { Status = "DISCONNECTED" };
        if (how == "not shown")
            bench.Tell(Phone, "PIN_REQUEST_SUCCESS");
        Assert.Equal(0, MailsAfter(TimeSpan.FromDays(3)));
        Assert.True(bench.Number(Phone).TwoStep);
    }

    [Fact]
    public void AMigrationThatNeedsItOffIsLeftInPeaceUntilItEnds()
    {
        Watch();
        var on = new Case { Id = "mig-0000000001", Kind = CaseKind.Migration, Phone = PhoneNumber.Parse(Phone), AccountId = "kettle", State = CaseState.AwaitingTwoStepOff };
        bench.Do(() => bench.Get<CaseStore>().OpenAsync(on, new Core.Connect.ConnectFacts { Address = "" }, new(bench.World.Now, "system", "requested", ""), default));
        bench.Tell(Phone, "PIN_RESET_REQUEST");
        bench.Rest(TimeSpan.FromMinutes(1));
        SwitchOff();
        Assert.Equal(0, MailsAfter(TimeSpan.FromDays(3)));
        Assert.False(bench.Number(Phone).TwoStep);
        bench.Do(() => bench.Get<CaseStore>().ChangeAsync<object>(on.Id, file => new(file.Case with { State = CaseState.Cancelled }, file.Facts, null), default));
        Assert.Equal(1, MailsAfter(TimeSpan.FromDays(1)));
    }

    [Fact]
    public void TheFlowReplaysWhatWasRecorded()
    {
        var looks = 0;
        var flow = new VirtualFlow(instanceId: TwoStepFlow.InstanceId).OnCall(TwoStepSteps.Look, round => looks++ switch
        {
            0 => throw new TransientFailureException("store:down", "The store does not answer."),
            1 => new NextTwoStepLook(DateTimeOffset.UnixEpoch, new TwoStepRound(After: new SweptNumber("kettle", PhoneNumber.Parse(Phone))), "48 on"),
            _ => new NextTwoStepLook(new DateTimeOffset(2026, 1, 2, 0, looks, 0, TimeSpan.Zero), new TwoStepRound(new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero)), "3 on"),
        });
        flow.RaiseAt(TimeSpan.FromHours(2), CaseSteps.Nudge);
        var run = flow.Run(TwoStepFlow.Orchestrator, new TwoStepRound(), flow.Start.AddHours(3));
        Assert.Equal((4, flow.Start.AddHours(2)), (looks, run.Now));
        RecordedHistory.Verify("two-step-watch", run);
    }

    private void Watch()
    {
        bench.Account("kettle", "asha@kettle.example");
        bench.Connect("kettle", Phone);
        bench.Start();
        bench.Rest(TimeSpan.FromHours(1));
        Assert.Empty(bench.Mails);
    }

    /// <summary>As the owner does it: the request and what came of it are told together.</summary>
    private void SwitchOff()
    {
        bench.Switch(Phone, false);
        bench.Tell(Phone, "PIN_RESET_REQUEST");
        bench.Tell(Phone, "PIN_REQUEST_SUCCESS");
    }

    private int MailsAfter(TimeSpan span)
    {
        bench.Rest(span);
        return bench.Mails.Count;
    }
}
