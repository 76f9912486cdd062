using Gallabox.Core.Cases;
using Gallabox.Core.Migration;
using Gallabox.Core.Numbers;
using Gallabox.Core.Webhooks;
using Xunit;

namespace Gallabox.Core.Tests.Migration;

/// <summary>What is one customer's never reaches another's: numbers, PINs, and the word that nothing was changed.</summary>
public sealed class MigrationOwnershipTests
{
    private static readonly PhoneNumber phone = PhoneNumber.Parse(MigrationBench.Phone);

    [Fact]
    public void ASecondSignUpIsNotTakenInPlaceOfTheFirst()
    {
        var bench = new MigrationBench();
        var on = bench.Open(form => form with { Path = "embedded_signup", DestinationWabaId = "", CutOverAt = bench.World.Now.AddDays(1) });
        bench.Until(on, file => file.Case.WaitsFor?.What == "embedded_signup");
        bench.Meta.Place(phone, id: "8801").IsVerified = true;
        bench.Meta.Place(PhoneNumber.Parse("+14155550132"), id: "8802").IsVerified = true;
        Assert.IsType<ActResult.Accepted>(SignUp(bench, on, "8801"));
        Assert.IsType<ActResult.NotAllowed>(SignUp(bench, on, "8802"));
        bench.Until(on, file => file.Facts.VerifiedAt is not null);
        Assert.IsType<ActResult.NotAllowed>(SignUp(bench, on, "8802"));
        bench.RunUntil(on, CaseState.Completed);
        Assert.Equal("8801", bench.Number(MigrationBench.Phone)!.At(ProviderNames.Meta)!.Id("phoneNumberId"));
        Assert.Null(bench.Meta.Nodes["8802"].Pin);
    }

    [Fact]
    public void NobodySeesThePinOfTheOwnerAfterHim()
    {
        var bench = new MigrationBench();
        var on = Migrate(bench);
        bench.Do(() => bench.Get<NumberStore>().ChangeAsync(phone, number => number with { AccountId = "lumen" }, CancellationToken.None));
        Assert.Null(TakePin(bench, on));
        Assert.DoesNotContain("pin_shown", bench.Entries(on));
    }

    [Fact]
    public void ThePinIsShownOnceAndIsTheNumbers()
    {
        var bench = new MigrationBench();
        var on = Migrate(bench);
        Assert.Equal(bench.Meta.Nodes.Values.Single().Pin, TakePin(bench, on));
        Assert.Null(TakePin(bench, on));
    }

    [Fact]
    public void WhereSomebodyElseHasRegisteredTheNumberOurPinIsSet()
    {
        var bench = new MigrationBench();
        var on = bench.OpenToCode(form => form with { CutOverAt = bench.World.Now.AddDays(1) });
        bench.Prove(on);
        bench.Until(on, file => file.Case.WaitsFor?.What == "cut_over");
        bench.Do(() => bench.Meta.RegisterAsync(bench.Meta.Nodes.Keys.Single(), "864209", CancellationToken.None));
        bench.RunUntil(on, CaseState.Completed, TimeSpan.FromDays(2));
        Assert.Equal(bench.Meta.Nodes.Values.Single().Pin, TakePin(bench, on));
        Assert.Equal(1, bench.Meta.Effects("register"));
    }

    [Fact]
    public void AnEventIsNoPersonThatHasLooked()
    {
        var bench = new MigrationBench();
        var on = bench.OpenToLostRegister();
        bench.Meta.Nodes.Clear();
        bench.Hear(new AccountEvent("phone_number_quality_update", "ONBOARDING", FakeMeta.Waba, phone, bench.World.Now));
        bench.RunUntil(on, CaseState.NeedsAttention, TimeSpan.FromMinutes(10));
        Assert.DoesNotContain("not_registered", bench.Entries(on));
        Assert.IsType<ActResult.NotAllowed>(bench.Act(on, "cancel"));
    }

    [Fact]
    public void WhatIsReadAtTheVeryEndCounts()
    {
        var bench = new MigrationBench();
        bench.Meta.Refuse("templates", RegisterRefusalTests.Failure("131000"));
        var on = bench.OpenToCode();
        bench.Prove(on);
        bench.Until(on, file => file.Facts.Steps.ContainsKey("read_back"));
        bench.Meta.Nodes.Values.Single().Pin = null;
        bench.RunUntil(on, CaseState.Completed);
        Assert.True(bench.Number(MigrationBench.Phone)!.TwoStep);
    }

    [Fact]
    public void AnotherCustomersAccountIsNeitherShownNorTouched()
    {
        var bench = new MigrationBench();
        var ids = new Dictionary<string, string> { ["phoneNumberId"] = "55", ["wabaId"] = FakeMeta.Waba };
        bench.Do(() => bench.Get<NumberStore>().SaveAsync(new Number
        {
            Phone = PhoneNumber.Parse("+14155550132"), AccountId = "lumen", Provider = ProviderNames.Meta, Identities = [new(ProviderNames.Meta, ids, bench.World.Now)],
        }, CancellationToken.None));
        var form = new MigrationForm { Phone = MigrationBench.Phone, SourceProvider = "Old Provider", DestinationWabaId = FakeMeta.Waba };
        Assert.Contains("destinationWabaId", Assert.IsType<MigrationOpening.Invalid>(bench.Fill(form)).Fields.Keys);
        Assert.Empty(bench.Meta.Calls);
    }

    [Fact]
    public void OfTwoCodesAtOnceTheOneThatWasTakenIsTried()
    {
        var bench = new MigrationBench();
        var on = bench.OpenToCode();
        bench.Do(() => Task.WhenAll(EnterAsync(bench, on, bench.Meta.Codes[^1]), EnterAsync(bench, on, "000000")));
        bench.Until(on, file => file.Facts.CodeEntered is null);
        Assert.NotNull(bench.File(on).Facts.VerifiedAt);
        Assert.DoesNotContain(bench.Secrets.Kept.Keys, key => key.StartsWith("code-", StringComparison.Ordinal));
    }

    private static Task<ActResult> EnterAsync(MigrationBench bench, string on, string code) =>
        bench.Get<MigrationActs>().EnterCodeAsync(on, "customer:" + MigrationBench.Address, code, CancellationToken.None);

    private static string Migrate(MigrationBench bench)
    {
        var on = bench.OpenToCode();
        bench.Prove(on);
        bench.RunUntil(on, CaseState.Completed);
        return on;
    }

    private static ActResult SignUp(MigrationBench bench, string on, string id) =>
        bench.Do(() => bench.Get<MigrationActs>().SignedUpAsync(on, "customer:" + MigrationBench.Address, FakeMeta.Waba, id, CancellationToken.None));

    private static string? TakePin(MigrationBench bench, string on) =>
        bench.Do(() => bench.Get<PinHandOver>().TakeAsync(on, "customer:" + MigrationBench.Address, CancellationToken.None));
}
