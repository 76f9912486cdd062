using Gallabox.Core.Cases;
using Gallabox.Core.Migration;
using Gallabox.Core.Numbers;
using Gallabox.Core.Providers;
using Xunit;

namespace Gallabox.Core.Tests.Migration;

/// <summary>Nothing is moved into an account where another account of ours has numbers, however it was named and whoever approves.</summary>
public sealed class BarredAccountTests
{
    private const string Free = "7302";
    private static readonly PhoneNumber phone = PhoneNumber.Parse(MigrationBench.Phone);
    private static readonly PhoneNumber others = PhoneNumber.Parse("+14155550132");

    [Fact]
    public void AnotherAccountIsSignedUpForInPlaceOfOneThatIsAnothers()
    {
        var bench = Ready();
        var on = bench.Open(form => form with { Path = "embedded_signup", DestinationWabaId = "" });
        bench.Until(on, file => file.Case.WaitsFor?.What == "embedded_signup");
        bench.Rest(TimeSpan.FromMinutes(1));
        Settle(bench);
        SignUp(bench, on, FakeMeta.Waba);
        bench.Until(on, file => file.Facts is { WabaId: null, PhoneNumberId: null, Barred: FakeMeta.Waba } && bench.Mails.Count == 2, TimeSpan.FromMinutes(1));
        Assert.Contains("cannot be used with your Gallabox account", bench.Mails[^1].Text, StringComparison.Ordinal);
        Assert.Contains("account_barred", bench.Entries(on));
        AssertStays(bench, on, "embedded_signup");
        SignUp(bench, on, Free);
        bench.RunUntil(on, CaseState.Completed, TimeSpan.FromMinutes(5));
        Assert.Equal(Free, bench.Number(MigrationBench.Phone)!.At(ProviderNames.Meta)!.Id("wabaId"));
    }

    [Fact]
    public void ARequestIntoAnothersAccountWaitsUntilItLeadsElsewhere()
    {
        var bench = Ready();
        Settle(bench);
        bench.Meta.Intents["900"] = new MetaMigrationIntent("900", "ACCEPTED", FakeMeta.Waba);
        var on = bench.Open(form => form with { Path = "solution", DestinationWabaId = "", MigrationIntentId = "900" });
        bench.Until(on, file => file.Case.WaitsFor?.What == "destination_usable", TimeSpan.FromMinutes(1));
        Assert.Equal(1, bench.MailsAbout("destination-usable-"));
        AssertStays(bench, on, "destination_usable");
        bench.Meta.Place(phone, Free).IsVerified = true;
        bench.Meta.Intents["900"] = new MetaMigrationIntent("900", "ACCEPTED", Free);
        bench.RunUntil(on, CaseState.Completed, TimeSpan.FromHours(2));
        Assert.Null(bench.File(on).Facts.Barred);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AnAccountThatBecomesAnothersBeforeTheCutOverIsNotGoneInto(bool isLeft)
    {
        var bench = Ready();
        var on = bench.OpenToCode(form => form with { CutOverAt = bench.World.Now.AddDays(1) });
        bench.Prove(on);
        Settle(bench);
        bench.Until(on, file => file.Case.WaitsFor?.What == "destination_usable");
        Assert.Equal(CaseState.InReview, bench.StateOf(on));
        Assert.Contains("Another customer of ours has numbers", bench.Timeline(on)[^1].Text, StringComparison.Ordinal);
        bench.Act(on, "approve", Actor.Operator);
        bench.Rest(TimeSpan.FromDays(1));
        Assert.Equal((0, null), (bench.Meta.Made("register"), bench.Pin));
        if (isLeft)
            bench.Do(() => bench.Get<NumberStore>().ChangeAsync(others, number => number with { State = NumberState.Deleted }, CancellationToken.None));
        else
            bench.Act(on, "cancel");
        bench.RunUntil(on, isLeft ? CaseState.Completed : CaseState.Cancelled, TimeSpan.FromHours(2));
    }

    [Fact]
    public void NobodyLearnsWhoseAccountItIs()
    {
        var bench = Ready();
        Settle(bench);
        bench.Meta.Intents["900"] = new MetaMigrationIntent("900", "ACCEPTED", FakeMeta.Waba);
        bench.Open(form => form with { Path = "solution", DestinationWabaId = "", MigrationIntentId = "900" });
        bench.Rest(TimeSpan.FromHours(1));
        Assert.All(bench.Mails, mail => Assert.DoesNotContain("lumen", mail.Text, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(bench.Mails, mail => mail.Text.Contains("nother customer", StringComparison.Ordinal));
    }

    private static MigrationBench Ready() => new() { Meta = { Accounts = { [Free] = new(Free, "Another", "APPROVED", "verified", "pay-1", FakeMeta.Owner) } } };

    /// <summary>Another account of ours has a number in the WABA.</summary>
    private static void Settle(MigrationBench bench)
    {
        var ids = new Dictionary<string, string> { ["phoneNumberId"] = "55", ["wabaId"] = FakeMeta.Waba };
        bench.Do(() => bench.Get<NumberStore>().SaveAsync(new Number
        {
            Phone = others, AccountId = "lumen", Provider = ProviderNames.Meta, Identities = [new(ProviderNames.Meta, ids, bench.World.Now)],
        }, CancellationToken.None));
    }

    private static void SignUp(MigrationBench bench, string on, string waba)
    {
        var node = bench.Meta.Place(phone, waba);
        node.IsVerified = true;
        Assert.IsType<ActResult.Accepted>(bench.Do(() => bench.Get<MigrationActs>().SignedUpAsync(on, "customer:a", waba, node.Id, CancellationToken.None)));
    }

    private static void AssertStays(MigrationBench bench, string on, string what)
    {
        Assert.IsType<ActResult.Accepted>(bench.Act(on, "approve", Actor.Operator));
        Assert.IsType<ActResult.Accepted>(bench.Act(on, "check"));
        bench.Rest(TimeSpan.FromHours(7));
        Assert.Equal((CaseState.InReview, what, "customer"), (bench.StateOf(on)!.Value, bench.File(on).Case.WaitsFor!.What, bench.File(on).Case.WaitsFor!.On));
        Assert.Contains(bench.File(on).Facts.Lights, light => light is { Key: LightKey.DestinationUsable, State: LightState.Red });
        Assert.Empty(bench.Meta.Calls);
    }
}
