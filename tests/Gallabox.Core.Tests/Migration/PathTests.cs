using Gallabox.Core.Cases;
using Gallabox.Core.Migration;
using Gallabox.Core.Providers;
using Xunit;

namespace Gallabox.Core.Tests.Migration;

/// <summary>The two ways on which the customer chooses the destination at Meta: Embedded Signup, and a request between solutions.</summary>
public sealed class PathTests
{
    private static readonly PhoneNumber phone = PhoneNumber.Parse(MigrationBench.Phone);

    [Fact]
    public void ASignedUpNumberIsRegisteredWithoutACodeOfOurs()
    {
        var (bench, on) = Signup();
        var node = bench.Meta.Place(phone);
        node.IsVerified = true;
        Assert.IsType<ActResult.Accepted>(SignUp(bench, on, FakeMeta.Waba, node.Id));
        bench.RunUntil(on, CaseState.Completed, TimeSpan.FromMinutes(5));
        Assert.Equal((0, 1, 1, 0), (bench.Meta.Codes.Count, bench.Meta.Effects("subscribe"), bench.Meta.Effects("register"), bench.Meta.Made("start")));
        Assert.IsType<ActResult.NotAllowed>(SignUp(bench, on, FakeMeta.Waba, node.Id));
    }

    [Fact]
    public void ASignUpWithoutItsProofIsProvenByACode()
    {
        var (bench, on) = Signup();
        SignUp(bench, on, FakeMeta.Waba, bench.Meta.Place(phone).Id);
        bench.Until(on, _ => bench.Meta.Codes.Count == 1, TimeSpan.FromMinutes(1));
        bench.Prove(on);
        bench.RunUntil(on, CaseState.Completed);
    }

    [Theory]
    [InlineData("another number")]
    [InlineData("another account")]
    [InlineData("no such node")]
    public void ASignUpThatIsNotOfThisNumberIsAskedForAgain(string wrong)
    {
        var (bench, on) = Signup();
        bench.Meta.Accounts["7302"] = bench.Meta.Accounts[FakeMeta.Waba] with { Id = "7302" };
        var node = bench.Meta.Place(wrong == "another number" ? PhoneNumber.Parse("+919812300002") : phone);
        SignUp(bench, on, wrong == "another account" ? "7302" : FakeMeta.Waba, wrong == "no such node" ? "12345" : node.Id);
        bench.Until(on, file => file is { Facts: { WabaId: null, PhoneNumberId: null }, Case.WaitsFor.What: "embedded_signup" }, TimeSpan.FromMinutes(5));
        Assert.Contains("another_number", bench.Entries(on));
        Assert.Equal((0, 0), (bench.Meta.Made("register"), bench.Meta.Codes.Count));
        var right = bench.Meta.Place(phone, id: "990001");
        right.IsVerified = true;
        SignUp(bench, on, FakeMeta.Waba, right.Id);
        bench.RunUntil(on, CaseState.Completed, TimeSpan.FromMinutes(5));
    }

    [Fact]
    public void ACodeThatMetaDoesNotTradeBringsNothing()
    {
        var (bench, on) = Signup();
        bench.Meta.Refuse("exchange", new PermanentFailureException("meta:100", "meta: expired."));
        Assert.IsType<ActResult.BadInput>(SignUp(bench, on, FakeMeta.Waba, "1"));
        Assert.Null(bench.File(on).Facts.PhoneNumberId);
    }

    [Fact]
    public void AStalledSignUpIsRemindedAndExpires()
    {
        var (bench, on) = Signup();
        bench.RunUntil(on, CaseState.Expired, TimeSpan.FromDays(22));
        Assert.Equal(11, bench.MailsAbout("embedded-signup-"));
        Assert.Empty(bench.Meta.Calls);
    }

    [Fact]
    public void AnAcceptedRequestBetweenSolutionsIsSeenAndFollowed()
    {
        var (bench, on) = Solution();
        bench.Meta.Accounts["7309"] = bench.Meta.Accounts[FakeMeta.Waba] with { Id = "7309" };
        bench.Meta.Place(phone, "7309").IsVerified = true;
        bench.Meta.Intents["900"] = new MetaMigrationIntent("900", "ACCEPTED", "7309");
        bench.RunUntil(on, CaseState.Completed, TimeSpan.FromHours(2));
        Assert.Equal((0, 1, 0), (bench.Meta.Codes.Count, bench.Meta.Effects("register"), bench.Meta.Made("start")));
        Assert.Contains("7309", bench.Meta.Subscribed);
    }

    [Fact]
    public void ADeclinedRequestBetweenSolutionsEndsTheCase()
    {
        var (bench, on) = Solution();
        bench.Meta.Intents["900"] = new MetaMigrationIntent("900", "REJECTED", null);
        bench.RunUntil(on, CaseState.Cancelled, TimeSpan.FromHours(2));
        Assert.Empty(bench.Meta.Calls);
    }

    [Fact]
    public void ALinkOpensOneCaseAndStartsItAlsoWhenTheFirstStartWasLost()
    {
        var bench = new MigrationBench();
        bench.Flows.LoseStarts = 1;
        var on = bench.Open();
        bench.Rest(TimeSpan.FromHours(1));
        Assert.Empty(bench.Meta.Calls);
        Assert.Equal(on, bench.Open(form => form with { Phone = "98123 00001", SourceProvider = "Another" }));
        bench.RunUntil(on, CaseState.AwaitingCode, TimeSpan.FromMinutes(1));
    }

    private static (MigrationBench Bench, string On) Signup()
    {
        var bench = new MigrationBench();
        var on = bench.Open(form => form with { DestinationWabaId = "" });
        bench.Until(on, file => file.Case.WaitsFor?.What == "embedded_signup", TimeSpan.FromMinutes(1));
        return (bench, on);
    }

    private static (MigrationBench Bench, string On) Solution()
    {
        var bench = new MigrationBench();
        bench.Meta.Intents["900"] = new MetaMigrationIntent("900", "INITIATED", null);
        var on = bench.Open(form => form with { DestinationWabaId = "", Path = "solution", MigrationIntentId = "900" });
        bench.Rest(TimeSpan.FromHours(3));
        Assert.Equal(("solution_request", 1), (bench.File(on).Case.WaitsFor!.What, bench.Mails.Count));
        return (bench, on);
    }

    private static ActResult SignUp(MigrationBench bench, string on, string waba, string number) =>
        bench.Do(() => bench.Get<MigrationSignup>().TakeAsync(on, "customer:a", new SignupResult("code", waba, number), CancellationToken.None));
}
