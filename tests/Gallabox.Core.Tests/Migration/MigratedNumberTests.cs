using Gallabox.Core.Cases;
using Gallabox.Core.Migration;
using Gallabox.Core.Numbers;
using Gallabox.Core.Providers;
using Xunit;
using static Gallabox.Core.Tests.Migration.MigrationSample;

namespace Gallabox.Core.Tests.Migration;

public sealed class MigratedNumberTests
{
    private static readonly CaseFile<MigrationFacts> file = new(Opened, Facts with { PhoneNumberId = "8801" });

    private static readonly Number before = new()
    {
        Phone = Phone,
        AccountId = "kettle",
        Provider = ProviderNames.Dialog360,
        Holds = [new Hold("operator", Now, "asked for")],
        BannedAt = Now.AddYears(-1),
        Identities =
        [
            new(ProviderNames.Dialog360, new Dictionary<string, string> { ["channelId"] = "x1CH" }, Now.AddYears(-2)),
            new(ProviderNames.Meta, new Dictionary<string, string> { ["phoneNumberId"] = "55", ["wabaId"] = "6200" }, Now.AddYears(-2)),
        ],
    };

    [Fact]
    public void TheNewIdentityIsKnownBeforeTheNumberIsRegisteredUnderIt()
    {
        var begun = MigratedNumber.Begun(file, before, "portfolio-1", Now);
        Assert.Equal((NumberState.Migrating, ProviderNames.Dialog360, true), (begun.State, begun.Provider, begun.Paused));
        Assert.Equal(("8801", "7301", "portfolio-1"), (begun.Identities[^1].Id("phoneNumberId"), begun.Identities[^1].Id("wabaId"), begun.Identities[^1].Id("portfolioId")));
        Assert.All(begun.Identities, each => Assert.Null(each.Until));
        AssertSame(begun, MigratedNumber.Begun(file, begun, "portfolio-1", Now.AddHours(1)));
    }

    [Fact]
    public void ARefusalLeavesItAsItWasAndItCanBeginAgain()
    {
        var begun = MigratedNumber.Begun(file, before, null, Now);
        var undone = MigratedNumber.Undone(begun, before, file.Facts, Now.AddHours(1));
        Assert.Equal(NumberState.Connected, undone.State);
        Assert.Equal("55", undone.At(ProviderNames.Meta)!.Id("phoneNumberId"));
        Assert.Equal(3, undone.Identities.Count);
        AssertSame(undone, MigratedNumber.Undone(undone, before, file.Facts, Now.AddHours(1)));
        var again = MigratedNumber.Begun(file, undone, null, Now.AddHours(2));
        Assert.Equal((3, "8801"), (again.Identities.Count, again.At(ProviderNames.Meta)!.Id("phoneNumberId")));
    }

    [Fact]
    public void OnceRegisteredTheFormerIdentitiesAreHistory()
    {
        var registered = MigratedNumber.Registered(MigratedNumber.Begun(file, before, null, Now), file.Facts, Now.AddHours(1));
        Assert.Equal(ProviderNames.Meta, registered.Provider);
        Assert.Equal(["x1CH", "55", "8801"], registered.Identities.Select(each => each.Ids.GetValueOrDefault("channelId") ?? each.Id("phoneNumberId")));
        Assert.Equal([Now.AddHours(1), Now.AddHours(1), null], registered.Identities.Select(each => each.Until));
        AssertSame(registered, MigratedNumber.Registered(registered, file.Facts, Now.AddHours(3)));
    }

    [Fact]
    public void WhatMetaShowsAtTheEndIsKept()
    {
        var completed = MigratedNumber.Completed(MigratedNumber.Begun(file, before, null, Now), Working with { IsPinEnabled = true, MessagingLimit = "TIER_2K" }, Now);
        Assert.Equal((NumberState.Connected, true, 2000), (completed.State, completed.TwoStep, completed.Limit!.PerDay));
        Assert.Equal(before.BannedAt, completed.BannedAt);
        AssertSame(completed, MigratedNumber.Completed(completed, null, Now.AddHours(1)));
    }

    [Fact]
    public void TwoStepVerificationThatIsOnAgainIsOffSinceNoMomentAnyMore()
    {
        var off = before with { TwoStep = false, TwoStepOffSince = Now.AddDays(-3), TwoStepOffAskedAt = Now.AddDays(-3) };
        var completed = MigratedNumber.Completed(MigratedNumber.Begun(file, off, null, Now), Working with { IsPinEnabled = true }, Now);
        Assert.Equal((true, null, null), (completed.TwoStep, completed.TwoStepOffSince, completed.TwoStepOffAskedAt));
    }

    [Fact]
    public void ANumberThatComesFromElsewhereHasItsSourceAsHistory()
    {
        var begun = MigratedNumber.Begun(file, null, null, Now.AddHours(1));
        Assert.Equal(("kettle", ProviderNames.Meta, 2), (begun.AccountId, begun.Provider, begun.Identities.Count));
        Assert.Equal(("6200", "Old Provider", Now.AddHours(1)), (begun.Identities[0].Id("wabaId"), begun.Identities[0].Id("through"), begun.Identities[0].Until!.Value));
    }

    [Fact]
    public void ADeletedNumberOfAnotherAccountBecomesOursWithItsHistory()
    {
        var begun = MigratedNumber.Begun(file, before with { AccountId = "lumen", State = NumberState.Deleted }, null, Now);
        Assert.Equal(("kettle", 3, before.BannedAt), (begun.AccountId, begun.Identities.Count, begun.BannedAt));
        Assert.Empty(begun.Holds);
    }

    private static void AssertSame(Number first, Number second) => Assert.Equal(Wire.ToBytes(first), Wire.ToBytes(second));
}
