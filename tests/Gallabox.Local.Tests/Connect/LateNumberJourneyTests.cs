using Gallabox.Core;
using Gallabox.Core.Numbers;
using Gallabox.Core.Providers;
using Gallabox.Local.Queue;
using Xunit;

namespace Gallabox.Local.Tests.Connect;

/// <summary>Webhooks of a number may come before its connection is complete.</summary>
public sealed class LateNumberJourneyTests(HostWithSandbox host) : IClassFixture<HostWithSandbox>
{
    private static readonly PhoneNumber phone = PhoneNumber.Parse("+919812300077");

    [Fact]
    public async Task What_came_before_the_number_was_known_is_counted_once_it_is()
    {
        var at = DateTimeOffset.Parse((await host.ControlAsync("clock"))["now"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);
        await host.ControlAsync("meta/webhooks", Webhook("early", at));
        await host.Get<EventLogConsumer>().SettleAsync();
        var unknown = Assert.Single((await host.ApiAsync("/api/unknown-numbers"))["items"]!.AsArray())!;
        Assert.Equal(("889900112233", phone.Digits), (unknown["phoneNumberId"]!.GetValue<string>(), unknown["display"]!.GetValue<string>()));

        await host.Get<NumberStore>().SaveAsync(new Number
        {
            Phone = phone,
            AccountId = "kettle",
            Provider = ProviderNames.Meta,
            Identities = [new(ProviderNames.Meta, new Dictionary<string, string> { ["phoneNumberId"] = "889900112233", ["wabaId"] = "730099" }, at)],
        }, CancellationToken.None);
        await host.AdvanceAsync(TimeSpan.FromMinutes(1));
        await host.AdvanceAsync(TimeSpan.FromMinutes(1));
        await host.ControlAsync("meta/webhooks", Webhook("early", at));

        Assert.Equal(1, (await host.ApiAsync($"/api/numbers/{phone.E164}/usage"))["sent30d"]!.GetValue<int>());
        Assert.Empty((await host.ApiAsync("/api/unknown-numbers"))["items"]!.AsArray());
    }

    private static object Webhook(string message, DateTimeOffset at)
    {
        object status = new { id = message, status = "sent", timestamp = $"{at.ToUnixTimeSeconds()}", recipient_id = "14155550132" };
        var value = new { messaging_product = "whatsapp", metadata = new { display_phone_number = phone.Digits, phone_number_id = "889900112233" }, statuses = new[] { status } };
        return new { @object = "whatsapp_business_account", entry = new[] { new { id = "730099", changes = new[] { new { field = "messages", value } } } } };
    }
}
