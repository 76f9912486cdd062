using Gallabox.Core.Migration;
using Xunit;
using static Gallabox.Core.Migration.LightKey;
using static Gallabox.Core.Migration.LightState;
using static Gallabox.Core.Tests.Migration.MigrationSample;

namespace Gallabox.Core.Tests.Migration;

public sealed class RehearsalTests
{
    private static readonly Dictionary<string, MigrationEvidence> seen = new()
    {
        ["good"] = Good,
        ["closed source"] = Good with { Origin = null, Working = null },
        ["no destination"] = Good.With(facts => facts with { WabaId = null }) with { Destination = null, Subscribed = null },
        ["closed destination"] = Good with { Destination = null, Subscribed = null },
        ["anothers"] = Good with { IsAnothers = true, Destination = null, Subscribed = null },
        ["barred"] = Good.With(facts => facts with { WabaId = null, Barred = "7301" }) with { Destination = null, Subscribed = null },
        ["destination in review"] = Good with { Destination = NewAccount with { ReviewStatus = "PENDING" } },
        ["destination unverified"] = Good with { Destination = NewAccount with { BusinessVerification = "not_verified" } },
        ["destination silent"] = Good with { Destination = NewAccount with { BusinessVerification = null } },
        ["no payment"] = Good with { Destination = NewAccount with { FundingId = null } },
        ["not subscribed"] = Good with { Subscribed = false },
        ["source rejected"] = Good with { Origin = OldAccount with { ReviewStatus = "REJECTED" } },
        ["other business"] = Good with { Origin = OldAccount with { OwnerId = "portfolio-2" } },
        ["owner unknown"] = Good with { Origin = OldAccount with { OwnerId = null } },
        ["disconnected"] = Good with { Working = Working with { Status = "DISCONNECTED" } },
        ["test number"] = Good with { Working = Working with { AccountMode = "SANDBOX" } },
        ["on the app"] = Good with { Working = Working with { IsOnBizApp = true } },
        ["name pending"] = Good with { Working = Working with { NameStatus = "PENDING_REVIEW" } },
        ["name changing"] = Good with { Working = Working with { NewNameStatus = "PENDING_REVIEW" } },
        ["name changed"] = Good with { Working = Working with { NewNameStatus = "APPROVED" } },
        ["pin on"] = Good with { Working = Working with { IsPinEnabled = true } },
    };

    [Fact]
    public void ARefusalThatStandsTurnsItsLightRedWhateverWasRead()
    {
        foreach (var key in Enum.GetValues<LightKey>())
        {
            var refused = Good.With(facts => facts with { Refused = Refused("2388103", key) });
            var light = Lights(refused)[key];
            Assert.Equal((Red, "in Meta's words"), (light.State, light.Evidence));
            Assert.Single(Lights(refused).Values, each => each.State == Red);
            Assert.DoesNotContain(Rehearsal.Lights(refused, refusalStands: false), each => each.State == Red);
        }
    }

    [Theory]
    [InlineData("good", LightKey.Destination, Green)]
    [InlineData("no destination", LightKey.Destination, Unknown)]
    [InlineData("closed destination", LightKey.Destination, Red)]
    [InlineData("anothers", LightKey.Destination, Unknown)]
    [InlineData("good", DestinationUsable, Green)]
    [InlineData("no destination", DestinationUsable, Unknown)]
    [InlineData("anothers", DestinationUsable, Red)]
    [InlineData("barred", DestinationUsable, Red)]
    [InlineData("good", DestinationAccount, Green)]
    [InlineData("closed destination", DestinationAccount, Unknown)]
    [InlineData("destination in review", DestinationAccount, Red)]
    [InlineData("destination unverified", DestinationAccount, Red)]
    [InlineData("destination silent", DestinationAccount, Unknown)]
    [InlineData("good", Payment, Green)]
    [InlineData("no payment", Payment, Unknown)]
    [InlineData("good", LightKey.Webhooks, Green)]
    [InlineData("not subscribed", LightKey.Webhooks, Red)]
    [InlineData("closed destination", LightKey.Webhooks, Unknown)]
    [InlineData("good", MessagingFor, Unknown)]
    [InlineData("good", SourceAccount, Green)]
    [InlineData("closed source", SourceAccount, Unknown)]
    [InlineData("source rejected", SourceAccount, Red)]
    [InlineData("good", SameBusiness, Green)]
    [InlineData("other business", SameBusiness, Red)]
    [InlineData("owner unknown", SameBusiness, Unknown)]
    [InlineData("good", Registered, Green)]
    [InlineData("disconnected", Registered, Red)]
    [InlineData("closed source", Registered, Unknown)]
    [InlineData("good", NumberKind, Green)]
    [InlineData("test number", NumberKind, Red)]
    [InlineData("closed source", NumberKind, Unknown)]
    [InlineData("good", BusinessApp, Green)]
    [InlineData("on the app", BusinessApp, Red)]
    [InlineData("closed source", BusinessApp, Unknown)]
    [InlineData("good", DisplayName, Green)]
    [InlineData("name pending", DisplayName, Red)]
    [InlineData("name changing", DisplayName, Red)]
    [InlineData("name changed", DisplayName, Green)]
    [InlineData("closed source", DisplayName, Unknown)]
    [InlineData("good", LightKey.TwoStep, Green)]
    [InlineData("pin on", LightKey.TwoStep, Red)]
    [InlineData("closed source", LightKey.TwoStep, Unknown)]
    public void AConditionIsWhatWasRead(string what, LightKey key, LightState state) => Assert.Equal(state, Lights(seen[what])[key].State);

    [Fact]
    public void OnceMetaHasTakenTheNumberEverythingIsGreen()
    {
        var started = seen["pin on"].With(facts => facts with { PhoneNumberId = "8801", Refused = Refused("2388001", LightKey.TwoStep) });
        Assert.All(Lights(started).Values, light => Assert.Equal(Green, light.State));
    }

    [Theory]
    [InlineData(Payment, "operator")]
    [InlineData(LightKey.Webhooks, "operator")]
    [InlineData(SourceAccount, "meta")]
    [InlineData(LightKey.TwoStep, "customer")]
    [InlineData(SameBusiness, "customer")]
    public void ALightNamesWhoCanChangeIt(LightKey key, string who) => Assert.Equal(who, Lights(Good)[key].On);

    [Fact]
    public void EveryConditionHasItsWords()
    {
        Assert.All(Enum.GetValues<LightKey>().Except([MessagingFor]), key => Assert.NotEqual(key.ToString(), LightWords.Title(key)));
        Assert.All(Enum.GetValues<LightKey>(), key => Assert.NotEmpty(LightWords.How(key)));
        Assert.All(Enum.GetValues<LightKey>(), key => Assert.NotEmpty(LightWords.Who(key)));
    }

    private static Dictionary<LightKey, Light> Lights(MigrationEvidence evidence) => Rehearsal.Lights(evidence, refusalStands: true).ToDictionary(light => light.Key);
}
