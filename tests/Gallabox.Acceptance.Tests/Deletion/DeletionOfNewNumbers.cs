using System.Globalization;
using Gallabox.Acceptance.Tests.Hosting;
using Xunit;

namespace Gallabox.Acceptance.Tests.Deletion;

/// <summary>Deletions of numbers that were connected a moment ago, each by a journey of its own.</summary>
[Collection(OneWorld.Name)]
public sealed class DeletionOfNewNumbers(World world)
{
    [Fact]
    public async Task AfterManyMessagesTheCustomerIsToldADate()
    {
        var kettle = await world.Connecting.ConnectAsync(Customer.Kettle, "+919812300101");
        for (var batch = 0; batch < 12; batch++)
            await world.Outside.TellSentAsync(await MetaIdAsync(kettle), kettle.Phone, 100, batch);
        await Eventually.TrueAsync("every message is counted once", async () => await SentAsync(kettle) == 1200);
        await world.Outside.TellSentAsync(await MetaIdAsync(kettle), kettle.Phone, 100, 0);
        var id = await world.Cases.RequestAsync(kettle);
        var waits = (await world.Cases.InStateAsync(id, "awaiting_volume"))["waitsFor"]!;
        Assert.True(waits["until"]!.GetValue<DateTimeOffset>() > (await world.Outside.NowAsync()).AddDays(28));
        Assert.Equal(1200, await SentAsync(kettle));
        await world.Outside.MailAsync(kettle.Address, id, "can be deleted from");
        await world.Cases.ActAsync(id, "cancel");
        await world.Cases.InStateAsync(id, "cancelled");
    }

    [Fact]
    public async Task Where360DialogLetsOnlyTheClientCancelItIsTheCustomersTask()
    {
        var kettle = await world.Connecting.ConnectAsync(Customer.Kettle, "+919812300102");
        var channel = await ChannelAsync(kettle);
        await world.Outside.RefuseCancellationAsync(channel, TimeSpan.FromSeconds(1));
        var id = await world.Cases.RequestAsync(kettle);
        await world.Cases.InStateAsync(id, "in_review");
        await world.Cases.ActAsync(id, "approve");
        await world.Cases.WaitingForAsync(id, "deletion_at_meta");
        await world.Outside.DeleteAtMetaAsync(kettle.Phone);
        await world.Cases.WaitingForAsync(id, "cancellation_at_360dialog");
        await world.Outside.ClientCancelsAsync(channel);
        await world.Cases.InStateAsync(id, "completed");
    }

    private async Task<string> MetaIdAsync(Customer customer) => await IdAsync(customer, "meta", "phoneNumberId");

    private async Task<string> ChannelAsync(Customer customer) => await IdAsync(customer, "360dialog", "channelId");

    private async Task<string> IdAsync(Customer customer, string provider, string name) =>
        (string)(await world.Cases.NumberAsync(customer))["identities"]!.AsArray().Single(identity => (string?)identity!["provider"] == provider)!["ids"]![name]!;

    private async Task<int> SentAsync(Customer customer) =>
        int.Parse((await world.Cases.UsageAsync(customer))["sent30d"]!.ToString(), CultureInfo.InvariantCulture);
}
