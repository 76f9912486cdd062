using Gallabox.Core.Cases;
using Gallabox.Core.Connect;
using Gallabox.Core.Numbers;
using Gallabox.Core.Providers;
using Xunit;

namespace Gallabox.Core.Tests.Connect;

public sealed class ConnectFlowTests
{
    private const string Phone = "+919812300001";

    [Fact]
    public void ACustomerConnectsANumberFromTheButtonToTheEnd()
    {
        var bench = new ConnectBench { AtMeta = phone => new MetaNumber("8812", phone, "CONNECTED") { NameStatus = "APPROVED", MessagingLimit = "TIER_2K" } };
        var account = bench.Account("kettle", "asha@kettle.example");
        var on = bench.Open(account, "98123 00001");
        var channel = SignUp(bench, readyAfter: 60);
        bench.Event(TimeSpan.FromSeconds(61), "channel_ready", channel);
        bench.RunUntil(on.Id, CaseState.Completed, TimeSpan.FromMinutes(2));

        var number = bench.Number(Phone)!;
        Assert.Equal(("kettle", NumberState.Connected, false), (number.AccountId, number.State, number.Paused));
        Assert.Equal((channel.Id, channel.ClientId), (number.At(ProviderNames.Dialog360)!.Id("channelId"), number.At(ProviderNames.Dialog360)!.Id("clientId")));
        Assert.Equal("8812", number.At(ProviderNames.Meta)!.Id("phoneNumberId"));
        Assert.Equal(2000, number.Limit!.PerDay);
        Assert.Equal(1, bench.Hub.Rotations);
        Assert.Contains(channel.Key!, bench.Secret(Phone), StringComparison.Ordinal);
        Assert.EndsWith($"/webhooks/360dialog/{channel.Id}", channel.WebhookUrl, StringComparison.Ordinal);
        Assert.Equal("number-secret", channel.WebhookHeaders["X-Gallabox-Key"]);
        Assert.Contains(bench.Mails, mail => mail.Subject.Contains("is connected", StringComparison.Ordinal));
        Assert.DoesNotContain(bench.Mails, mail => mail.Text.Contains(channel.Key!, StringComparison.Ordinal));
        Assert.All(bench.Mails, mail => Assert.Equal("asha@kettle.example", mail.To));
    }

    [Theory]
    [InlineData("")] // All lost.
    [InlineData("channel_created channel_ready channel_permission_granted")]
    [InlineData("channel_live channel_permission_granted channel_ready channel_created")]
    [InlineData("channel_created channel_created channel_permission_granted channel_permission_granted channel_ready channel_ready channel_live")]
    public void EventsMayBeLostDoubledOrReversed(string events)
    {
        var bench = new ConnectBench();
        var on = bench.Open(bench.Account("kettle", "asha@kettle.example"), Phone);
        var channel = SignUp(bench, readyAfter: 300, permissionAfter: 200);
        var at = 10;
        foreach (var name in events.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            bench.Event(TimeSpan.FromSeconds(at += 97), name, channel);
        bench.RunUntil(on.Id, CaseState.Completed, TimeSpan.FromHours(2));
        AssertOneLiveKey(bench, channel);
    }

    [Fact]
    public void WithoutAnyNewsItIsFoundByLooking()
    {
        var bench = new ConnectBench();
        var on = bench.Open(bench.Account("kettle", "asha@kettle.example"), Phone);
        bench.Rest(TimeSpan.FromDays(1));
        SignUp(bench, readyAfter: 60);
        bench.RunUntil(on.Id, CaseState.Completed, TimeSpan.FromHours(3));
    }

    [Fact]
    public void PermissionIsAskedForAndItsLateComingIsNoticed()
    {
        var bench = new ConnectBench();
        var on = bench.Open(bench.Account("kettle", "asha@kettle.example"), Phone);
        var channel = bench.Hub.SignUp(Phone, "asha@kettle.example", with: each => each.Status = "ready");
        bench.RunUntil(on.Id, CaseState.AwaitingPermission);
        bench.Rest(TimeSpan.FromDays(5));
        Assert.Equal(3, bench.Mails.Count(mail => mail.MailId.Contains(".permission-", StringComparison.Ordinal)));
        Assert.Equal(0, bench.Hub.Rotations);
        channel.Permission = true;
        bench.Event(TimeSpan.FromSeconds(1), "channel_permission_granted", channel);
        bench.RunUntil(on.Id, CaseState.Completed, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void AFlagThatLiesIsFoundOutByTheRefusedKey()
    {
        var bench = new ConnectBench();
        var on = bench.Open(bench.Account("kettle", "asha@kettle.example"), Phone);
        var channel = bench.Hub.SignUp(Phone, "asha@kettle.example", with: each => (each.Status, each.HonestFlag) = ("ready", false));
        bench.RunUntil(on.Id, CaseState.AwaitingPermission);
        bench.World.In(TimeSpan.FromMinutes(90), () => channel.Permission = true);
        bench.RunUntil(on.Id, CaseState.Completed, TimeSpan.FromHours(3));
        AssertOneLiveKey(bench, channel);
    }

    [Fact]
    public void AfterALostAnswerTheLastKeyIsTheOneKept()
    {
        var bench = new ConnectBench();
        var on = bench.Open(bench.Account("kettle", "asha@kettle.example"), Phone);
        bench.Hub.LoseAnswers = 2;
        var channel = SignUp(bench, readyAfter: 5);
        bench.RunUntil(on.Id, CaseState.Completed, TimeSpan.FromHours(1));
        Assert.Equal(3, bench.Hub.Rotations);
        AssertOneLiveKey(bench, channel);
    }

    [Fact]
    public void ItWaitsForMetasNameReviewAndGoesOnByItself()
    {
        var status = "PENDING_REVIEW";
        var bench = new ConnectBench { AtMeta = phone => new MetaNumber("8812", phone, "CONNECTED") { NameStatus = status } };
        var on = bench.Open(bench.Account("kettle", "asha@kettle.example"), Phone);
        SignUp(bench, readyAfter: 5);
        bench.Rest(TimeSpan.FromDays(1));
        Assert.Equal("name_review", bench.Case(on.Id).WaitsFor!.What);
        status = "APPROVED";
        bench.RunUntil(on.Id, CaseState.Completed, TimeSpan.FromHours(2));
        Assert.Equal(1, bench.Hub.Rotations);
    }

    [Fact]
    public void ANumberThatMetaBlocksGetsALetterWithWhatToDoAndGoesOnWhenItIsDone()
    {
        var health = new MetaHealth("BLOCKED", [new("WABA", "73", "BLOCKED", ["141006: payment method missing"])]);
        var bench = new ConnectBench { AtMeta = phone => new MetaNumber("8812", phone, "CONNECTED"), HealthAtMeta = _ => health };
        var on = bench.Open(bench.Account("kettle", "asha@kettle.example"), Phone);
        SignUp(bench, readyAfter: 5);
        bench.Rest(TimeSpan.FromHours(5));
        Assert.Equal("meta_health", bench.Case(on.Id).WaitsFor!.What);
        var letter = Assert.Single(bench.Mails, mail => mail.MailId.Contains("meta-health", StringComparison.Ordinal));
        Assert.Contains("payment method", letter.Text, StringComparison.Ordinal);
        health = new MetaHealth("AVAILABLE", []);
        bench.RunUntil(on.Id, CaseState.Completed, TimeSpan.FromHours(2));
    }

    [Fact]
    public void AStatusThatNobodyKnowsNeedsAttentionAndItsRetryGoesOn()
    {
        var bench = new ConnectBench();
        var on = bench.Open(bench.Account("kettle", "asha@kettle.example"), Phone);
        var channel = bench.Hub.SignUp(Phone, "asha@kettle.example", with: each => (each.Status, each.Permission) = ("frobnicated", true));
        bench.RunUntil(on.Id, CaseState.NeedsAttention);
        channel.Status = "ready";
        bench.Do(() => bench.Get<ConnectActs>().ActAsync(on.Id, new("retry", Actor.Operator, "operator:test"), CancellationToken.None));
        bench.RunUntil(on.Id, CaseState.Completed);
    }

    [Fact]
    public void AStalledCustomerIsRemindedAndTheCaseExpires()
    {
        var bench = new ConnectBench();
        var on = bench.Open(bench.Account("kettle", "asha@kettle.example"), Phone);
        bench.RunUntil(on.Id, CaseState.Expired, TimeSpan.FromDays(15));
        Assert.Equal(7, bench.Mails.Count(mail => mail.MailId.Contains(".sign-up-", StringComparison.Ordinal)));
        Assert.True(bench.Hub.PartnerCalls.Count < 100, $"{bench.Hub.PartnerCalls.Count} calls for a case in which nothing happens.");
        Assert.IsType<ConnectOpening.Opened>(bench.Press(bench.Account("kettle", "asha@kettle.example"), Phone, nonce: "again"));
    }

    [Fact]
    public void ACancelledConnectionLeavesNoKeyBehind()
    {
        var bench = new ConnectBench { AtMeta = phone => new MetaNumber("8812", phone, "CONNECTED") { NameStatus = "PENDING_REVIEW" } };
        var on = bench.Open(bench.Account("kettle", "asha@kettle.example"), Phone);
        SignUp(bench, readyAfter: 5);
        bench.Rest(TimeSpan.FromHours(1));
        Assert.NotNull(bench.Secret(Phone));
        bench.Do(() => bench.Get<ConnectActs>().ActAsync(on.Id, new("cancel", Actor.Customer, "customer:asha@kettle.example"), CancellationToken.None));
        bench.RunUntil(on.Id, CaseState.Cancelled, TimeSpan.FromMinutes(1));
        Assert.Null(bench.Secret(Phone));
        Assert.Null(bench.Number(Phone));
    }

    internal static HubChannel SignUp(ConnectBench bench, int readyAfter, int permissionAfter = 0, string phone = Phone, string email = "asha@kettle.example")
    {
        var channel = bench.Hub.SignUp(phone, email);
        bench.World.In(TimeSpan.FromSeconds(permissionAfter), () => channel.Permission = true);
        bench.World.In(TimeSpan.FromSeconds(readyAfter), () => channel.Status = "ready");
        return channel;
    }

    internal static void AssertOneLiveKey(ConnectBench bench, HubChannel channel) =>
        Assert.Contains($"\"key\":\"{channel.Key}\"", bench.Secret(channel.Phone.E164), StringComparison.Ordinal);
}
