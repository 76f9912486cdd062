using System.Text.Json.Nodes;
using Gallabox.Local.Tests.Connect;
using Xunit;

namespace Gallabox.Local.Tests.TwoStep;

/// <summary>An owner in WhatsApp Manager, the sandbox, a mailbox: what a customer reads of two-step verification, and what not.</summary>
public sealed class TwoStepJourneyTests(HostWithSandbox host) : IClassFixture<HostWithSandbox>
{
    [Fact]
    public async Task SwitchedOffIsToldOnceAndRemindedOfUntilItIsOnAgain()
    {
        const string phone = "+919876543210";
        await SwitchAsync(phone, false);
        await host.AdvanceAsync(TimeSpan.FromMinutes(2));
        var mail = Assert.Single(await MailsAsync("asha@kettle.example"));
        Assert.Contains("+91 98765 43210", mail["subject"]!.GetValue<string>(), StringComparison.Ordinal);
        var text = mail["text"]!.GetValue<string>();
        Assert.All(new[] { "Open WhatsApp Manager", "Two-step verification", "new PIN", "Official Business Account" }, words => Assert.Contains(words, text, StringComparison.Ordinal));
        var number = await host.ApiAsync($"/api/numbers/{phone}");
        Assert.Equal((false, true), (number["twoStep"]!.GetValue<bool>(), number["twoStepOffSince"] is not null));

        Assert.Equal((1, 1), (await MailsAfterAsync(TimeSpan.FromDays(1)), await MailsAfterAsync(TimeSpan.FromDays(5))));
        Assert.Equal(2, await MailsAfterAsync(TimeSpan.FromDays(2)));
        Assert.StartsWith("A reminder", (await MailsAsync("asha@kettle.example"))[^1]["subject"]!.GetValue<string>(), StringComparison.Ordinal);

        await SwitchAsync(phone, true);
        Assert.Equal(2, await MailsAfterAsync(TimeSpan.FromDays(9)));
        number = await host.ApiAsync($"/api/numbers/{phone}");
        Assert.Equal((true, true), (number["twoStep"]!.GetValue<bool>(), number["twoStepOffSince"] is null));
    }

    [Fact]
    public async Task WhatNoWebhookToldIsFoundByThePeriodicLook()
    {
        const string phone = "+14155550132";
        const string waba = "meta/wabas/730015500220022";
        await host.ControlAsync(waba, new { apps = Array.Empty<string>() });
        await SwitchAsync(phone, false);
        await host.AdvanceAsync(TimeSpan.FromMinutes(2));
        Assert.True((await host.ApiAsync($"/api/numbers/{phone}"))["twoStep"]!.GetValue<bool>());
        await host.ControlAsync("faults", new { target = "meta", kind = "outage", @for = "1.02:00:00", path = "881200334455668" });
        await host.AdvanceAsync(TimeSpan.FromDays(1).Add(TimeSpan.FromHours(1)));
        Assert.Empty(await MailsAsync("ops@lumen.example"));
        await host.AdvanceAsync(TimeSpan.FromDays(1).Add(TimeSpan.FromHours(1)));
        var mail = Assert.Single(await MailsAsync("ops@lumen.example"));
        Assert.Equal("Two-step verification of +1 415-555-0132 is off", mail["subject"]!.GetValue<string>());
        await SwitchAsync(phone, true);
        await host.AdvanceAsync(TimeSpan.FromDays(2));
        Assert.True((await host.ApiAsync($"/api/numbers/{phone}"))["twoStep"]!.GetValue<bool>());
        Assert.Single(await MailsAsync("ops@lumen.example"));
    }

    [Fact]
    public async Task ARequestThatNobodyHasCarriedOutIsASecurityNotice()
    {
        const string phone = "919876543210";
        var now = (await host.ControlAsync("clock"))["now"]!.GetValue<DateTimeOffset>().ToUnixTimeSeconds();
        var change = new { field = "security", value = new { display_phone_number = phone, @event = "PIN_RESET_REQUEST", requester = "61500000000009" } };
        var webhook = new { @object = "whatsapp_business_account", entry = new[] { new { id = "730015500220011", time = now, changes = new[] { change } } } };
        await host.ControlAsync("meta/webhooks", webhook);
        await host.ControlAsync("meta/webhooks", webhook);
        await host.AdvanceAsync(TimeSpan.FromMinutes(2));
        var mail = Assert.Single(await MailsAsync("asha@kettle.example", notices: true));
        Assert.Contains("If this was not you", mail["text"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private Task SwitchAsync(string phone, bool enabled) => host.ControlAsync($"meta/numbers/{phone}/two-step", new { enabled });

    private async Task<int> MailsAfterAsync(TimeSpan span)
    {
        await host.AdvanceAsync(span);
        return (await MailsAsync("asha@kettle.example")).Count;
    }

    /// <summary>Those about two-step verification that is off, or else its security notices; the oldest first.</summary>
    private async Task<IReadOnlyList<JsonNode>> MailsAsync(string to, bool notices = false) => [.. (await host.ControlAsync($"mail?to={to}")).AsArray()
        .Where(mail => mail!["subject"]!.GetValue<string>() is var subject && subject.Contains("wo-step verification", StringComparison.Ordinal)
            && subject.StartsWith("Security notice", StringComparison.Ordinal) == notices)
        .Select(mail => mail!).OrderBy(mail => mail["at"]!.GetValue<DateTimeOffset>())];
}
