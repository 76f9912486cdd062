using Gallabox.Core.Cases;
using Gallabox.Core.Connect;
using Gallabox.Core.Deletion;
using Gallabox.Core.Numbers;
using Xunit;

namespace Gallabox.Core.Tests.Connect;

public sealed class ConnectRefusalTests
{
    private const string Phone = "+919812300001";

    [Fact]
    public void ANumberOfAnotherAccountOrWithAnothersOpenCaseIsRefusedInTheSameWords()
    {
        var bench = new ConnectBench();
        var (kettle, lumen) = (bench.Account("kettle", "asha@kettle.example"), bench.Account("lumen", "ops@lumen.example"));
        bench.Open(kettle, Phone);
        Assert.IsType<ConnectOpening.NotHere>(bench.Press(lumen, Phone));
        bench.Do(() => bench.Get<NumberStore>().SaveAsync(
            new Number { Phone = PhoneNumber.Parse("+919812300002"), AccountId = "kettle", Provider = ProviderNames.Dialog360 }, CancellationToken.None));
        Assert.IsType<ConnectOpening.NotHere>(bench.Press(lumen, "+919812300002"));
        Assert.IsType<ConnectOpening.AlreadyConnected>(bench.Press(kettle, "+919812300002", nonce: "other"));
    }

    [Fact]
    public void TheSameNumberTwiceIsTheSameCase()
    {
        var bench = new ConnectBench();
        var kettle = bench.Account("kettle", "asha@kettle.example");
        var first = bench.Open(kettle, Phone);
        Assert.Equal(first.Id, Assert.IsType<ConnectOpening.Opened>(bench.Press(kettle, Phone, nonce: "another link")).Case.Id);
    }

    [Fact]
    public void ALinkOpensOneCaseWhateverIsEnteredLater()
    {
        var bench = new ConnectBench();
        var kettle = bench.Account("kettle", "asha@kettle.example");
        var first = bench.Open(kettle, Phone);
        Assert.Equal(first.Id, bench.Open(kettle, "+919812300009").Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("call me")]
    [InlineData("+999999999999999999")]
    public void WhatIsNoNumberIsSaidToBeNone(string text)
    {
        var bench = new ConnectBench();
        Assert.IsType<ConnectOpening.NotANumber>(bench.Press(bench.Account("kettle", "asha@kettle.example"), text));
    }

    [Fact]
    public void AClientOfAnotherAccountIsRefusedWithoutSayingWhy()
    {
        var bench = new ConnectBench();
        bench.Account("kettle", "asha@kettle.example");
        bench.Do(() => bench.Get<ClientBindings>().BindAsync("theirsCL", "kettle", CancellationToken.None));
        var on = bench.Open(bench.Account("lumen", "ops@lumen.example"), Phone);
        bench.Hub.SignUp(Phone, "asha@kettle.example", "theirsCL", each => (each.Status, each.Permission) = ("ready", true));
        bench.RunUntil(on.Id, CaseState.Rejected);
        Assert.Equal(0, bench.Hub.Rotations);
        Assert.DoesNotContain(bench.Mails, mail => mail.Text.Contains("kettle", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void SomebodyWithAnUnknownAddressHasToConfirmByHisOwnMail()
    {
        var bench = new ConnectBench();
        var on = bench.Open(bench.Account("lumen", "ops@lumen.example"), Phone);
        var channel = bench.Hub.SignUp(Phone, "victim@else.example", with: each => (each.Status, each.Permission) = ("ready", true));
        bench.Rest(TimeSpan.FromHours(1));
        Assert.Equal(0, bench.Hub.Rotations);
        var asked = Assert.Single(bench.Mails, mail => mail.To == "victim@else.example");
        var token = asked.Text.Split("connect/confirm?t=")[1].Split('\n')[0];
        Assert.Null(bench.Do(() => bench.Get<ConnectConfirmation>().ReadAsync(token[..^2] + "xx", CancellationToken.None)));
        var question = bench.Do(() => bench.Get<ConnectConfirmation>().ReadAsync(token, CancellationToken.None))!;
        bench.Do(() => bench.Get<ConnectConfirmation>().ConfirmAsync(question, CancellationToken.None));
        bench.RunUntil(on.Id, CaseState.Completed);
        ConnectFlowTests.AssertOneLiveKey(bench, channel);
    }

    [Fact]
    public void ARedirectIsTakenForItsOwnCaseOnlyAndAgainWhenItIsReloaded()
    {
        var bench = new ConnectBench();
        var (kettle, lumen) = (bench.Account("kettle", "asha@kettle.example"), bench.Account("lumen", "ops@lumen.example"));
        var (mine, other) = (bench.Open(kettle, Phone), bench.Open(lumen, "+14155550199"));
        var links = bench.Get<ConnectLinks>();
        Assert.Equal(ConnectReturned.NotUnderstood, Return(bench, $"client=c1&channels=[x1]&state={links.State(mine) + "x"}"));
        Assert.Equal(ConnectReturned.NotUnderstood, Return(bench, $"client=c1&channels=[x1]&state={links.State(mine with { AccountId = other.AccountId })}"));
        Assert.Equal(ConnectReturned.NotUnderstood, Return(bench, "client=c1&channels=[x1]"));
        var good = $"client=c1&channels=%5Bx1%2C%20x2%5D&revoked=[x2]&state={links.State(mine)}";
        Assert.Equal(ConnectReturned.Taken, Return(bench, good));
        var entries = bench.Case(mine.Id).Entries;
        Assert.Equal(ConnectReturned.Taken, Return(bench, good));
        Assert.Equal(entries, bench.Case(mine.Id).Entries);
        Assert.Null(bench.Facts(other.Id).Return);
        bench.World.Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(ConnectReturned.NotUnderstood, Return(bench, good));
    }

    [Fact]
    public void AForgedRedirectBringsNobodyAnothersNumber()
    {
        var bench = new ConnectBench();
        var on = bench.Open(bench.Account("lumen", "ops@lumen.example"), "+14155550199");
        var theirs = bench.Hub.SignUp(Phone, "asha@kettle.example", with: each => (each.Status, each.Permission) = ("ready", true));
        Assert.Equal(ConnectReturned.Taken, Return(bench, $"client={theirs.ClientId}&channels=[{theirs.Id}]&state={bench.Get<ConnectLinks>().State(on)}"));
        bench.Rest(TimeSpan.FromDays(1));
        Assert.Equal((CaseState.AwaitingSignup, 0), (bench.Case(on.Id).State, bench.Hub.Rotations));
    }

    [Fact]
    public void ANumberEnteredByMistakeAt360DialogIsConnectedAsItsOwn()
    {
        var bench = new ConnectBench();
        var on = bench.Open(bench.Account("kettle", "asha@kettle.example"), Phone);
        var other = bench.Hub.SignUp("+919812300077", "asha@kettle.example", with: each => (each.Status, each.Permission) = ("ready", true));
        Return(bench, $"client={other.ClientId}&channels=[{other.Id}]&state={bench.Get<ConnectLinks>().State(on)}");
        bench.Rest(TimeSpan.FromHours(1));
        ConnectFlowTests.AssertOneLiveKey(bench, other);
        Assert.Equal("kettle", bench.Number("+919812300077")!.AccountId);
        Assert.Equal(CaseState.AwaitingSignup, bench.Case(on.Id).State);
    }

    [Fact]
    public void APartnerChangeBringsAllNumbersOfTheAccountWhenTheTeamTakesItOn()
    {
        var bench = new ConnectBench();
        var kettle = bench.Account("kettle", "asha@kettle.example");
        var on = bench.Open(kettle, Phone, partnerChange: true);
        foreach (var phone in new[] { Phone, "+919812300002", "+919812300003" })
            bench.Hub.SignUp(phone, "asha@kettle.example", "oneCL", each => (each.Status, each.Permission) = ("ready", true));
        bench.Rest(TimeSpan.FromHours(1));
        Assert.Equal("acceptance", bench.Case(on.Id).WaitsFor!.What);
        Assert.IsType<ActResult.Accepted>(bench.Do(() =>
            bench.Get<ConnectActs>().ActAsync(on.Id, new("approve", Actor.Operator, "operator:test"), CancellationToken.None)));
        bench.RunUntil(on.Id, CaseState.Completed, TimeSpan.FromHours(1));
        bench.Rest(TimeSpan.FromHours(1));
        Assert.All(bench.Hub.Channels.Values, channel => ConnectFlowTests.AssertOneLiveKey(bench, channel));
        Assert.Equal(3, bench.Do(() => bench.Get<NumberStore>().ListOfAccountAsync("kettle", CancellationToken.None)).Count);
    }

    private static ConnectReturned Return(ConnectBench bench, string query) =>
        bench.Do(() => bench.Get<ConnectReturn>().TakeAsync("?" + query, CancellationToken.None));
}
