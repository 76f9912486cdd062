using System.Net;
using System.Text.RegularExpressions;
using Gallabox.Core;
using Gallabox.Core.Connect;
using Gallabox.Core.Numbers;
using Xunit;

namespace Gallabox.Local.Tests.Connect;

/// <summary>A customer, a browser, the sandbox: from the button to a number whose messages are counted.</summary>
public sealed partial class ConnectJourneyTests(HostWithSandbox host) : IClassFixture<HostWithSandbox>
{
    [Fact]
    public async Task FromTheButtonToAMessageThatIsCounted()
    {
        const string phone = "+919812300001";
        var page = await StartAsync(phone);
        var back = await SignUpAsync(page);
        Assert.Contains("you are back", await host.PageAsync(back), StringComparison.Ordinal);
        Assert.Contains("you are back", await host.PageAsync(back), StringComparison.Ordinal);
        var done = await host.UntilAsync(CaseId().Match(page).Value, "completed");

        var types = done["timeline"]!.AsArray().Select(entry => entry!["type"]!.GetValue<string>()).ToList();
        Assert.Equal(["channel_seen", "channel_ready", "key_made", "callback_set", "meta_read", "key_tested", "registered", "completed"],
            types.Where(type => type is "channel_seen" or "channel_ready" or "key_made" or "callback_set" or "meta_read" or "key_tested" or "registered" or "completed"));
        var number = await host.ApiAsync($"/api/numbers/{phone}");
        // The limit is the portfolio's, which Kettle has grown already.
        Assert.Equal(("connected", "360dialog", 2000), (number["state"]!.GetValue<string>(), number["provider"]!.GetValue<string>(), number["limit"]!["perDay"]!.GetValue<int>()));
        Assert.Contains(host.Mails(await host.ControlAsync("mail?to=asha@kettle.example")), text => text.Contains("is connected with Gallabox", StringComparison.Ordinal));
        await CountsAsync(phone);
    }

    [Fact]
    public async Task ARevokedPermissionPausesTheNumberAndOpensACase()
    {
        const string phone = "+919812300002";
        var page = await StartAsync(phone);
        await host.PageAsync(await SignUpAsync(page));
        await host.UntilAsync(CaseId().Match(page).Value, "completed");
        var channel = (await host.Get<NumberStore>().GetAsync(PhoneNumber.Parse(phone), default)).At(ProviderNames.Dialog360)!.Id("channelId");
        await host.ControlAsync($"360dialog/channels/{channel}/revoke", new { });
        await host.AdvanceAsync(TimeSpan.FromMinutes(2));
        Assert.True((await host.ApiAsync($"/api/numbers/{phone}"))["paused"]!.GetValue<bool>());
        var repair = (await host.ApiAsync($"/api/cases?phone={Uri.EscapeDataString(phone)}&state=awaiting_permission"))["items"]![0]!["id"]!.GetValue<string>();
        await host.ControlAsync($"360dialog/channels/{channel}/grant", new { });
        await host.UntilAsync(repair, "completed");
        Assert.False((await host.ApiAsync($"/api/numbers/{phone}"))["paused"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("lose", "+919812300011")]
    [InlineData("double", "+919812300012")]
    [InlineData("reorder", "+919812300013")]
    public async Task EventsMayBeLostDoubledOrReversed(string mode, string phone)
    {
        var page = await StartAsync(phone);
        await host.ControlAsync("360dialog/events", new { mode, count = 20 });
        await host.ControlAsync("360dialog/signup", new { phone, accountEmail = "asha@kettle.example", readyAfter = "00:02:00", permissionAfter = "00:01:00" });
        await host.UntilAsync(CaseId().Match(page).Value, "completed");
        await host.ControlAsync("360dialog/events", new { mode = "normal" });
    }

    [Fact]
    public async Task APlatformGetsALinkForItsOwnButton()
    {
        using var made = await host.SendAsync(HttpMethod.Post, "/api/accounts/kettle/connect-links", new { email = "asha@kettle.example" });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var url = System.Text.Json.Nodes.JsonNode.Parse(await made.Content.ReadAsStringAsync())!["url"]!.GetValue<string>();
        Assert.Contains("Which number", await host.PageAsync(new Uri(url).PathAndQuery), StringComparison.Ordinal);
        using var foreign = await host.SendAsync(HttpMethod.Post, "/api/accounts/kettle/connect-links", new { email = "ops@lumen.example" });
        Assert.Equal(HttpStatusCode.BadRequest, foreign.StatusCode);
        using var unknown = await host.SendAsync(HttpMethod.Post, "/api/accounts/nobody/connect-links", new { });
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Theory]
    [InlineData("/connect/360dialog/callback?client=c1&channels=[x1]&state=forged.state", HttpStatusCode.BadRequest)]
    [InlineData("/connect/360dialog/callback?client=c1&channels=x1", HttpStatusCode.BadRequest)]
    [InlineData("/connect/360dialog/callback", HttpStatusCode.BadRequest)]
    [InlineData("/connect?t=forged", HttpStatusCode.NotFound)]
    [InlineData("/connect/confirm?t=forged", HttpStatusCode.NotFound)]
    [InlineData("/connect/confirm", HttpStatusCode.NotFound)]
    public async Task AForgedPageIsAPageThatSaysSo(string path, HttpStatusCode status) => Assert.Contains("<h1>", await host.PageAsync(path, status), StringComparison.Ordinal);

    [Fact]
    public async Task AStrangerLearnsNothingFromAskingForALink()
    {
        using var known = await host.PostFormAsync("/connect", ("email", "ops@lumen.example"));
        using var unknown = await host.PostFormAsync("/connect", ("email", "nobody@nowhere.example"));
        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (known.StatusCode, unknown.StatusCode));
        Assert.Equal(await known.Content.ReadAsStringAsync(), await unknown.Content.ReadAsStringAsync());
        Assert.Empty((await host.ControlAsync("mail?to=nobody@nowhere.example")).AsArray());
    }

    [Fact]
    public async Task AnotherAccountsNumberIsRefusedInTheSameWordsAsOneWithAnOpenCase()
    {
        var link = host.Get<ConnectLinks>().Invite("lumen", "ops@lumen.example").PathAndQuery;
        using var held = await host.PostFormAsync(link, ("number", "+919876543210"));
        Assert.Equal(HttpStatusCode.Conflict, held.StatusCode);
        var text = await held.Content.ReadAsStringAsync();
        Assert.Contains("cannot be connected to this account", text, StringComparison.Ordinal);
        Assert.DoesNotContain("kettle", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task ALinkIsMailedToARegisteredAddress()
    {
        using var asked = await host.PostFormAsync("/connect", ("email", "OPS@lumen.example"));
        var mail = host.Mails(await host.ControlAsync("mail?to=ops@lumen.example")).Last(text => text.Contains("connect?t=", StringComparison.Ordinal));
        Assert.Contains("Lumen Optics", await host.PageAsync("/connect?t=" + mail.Split("connect?t=")[1].Split('\n')[0].Trim()), StringComparison.Ordinal);
    }

    /// <summary>Opens a link, and names the number.</summary>
    private async Task<string> StartAsync(string phone)
    {
        var link = host.Get<ConnectLinks>().Invite("kettle", "asha@kettle.example").PathAndQuery;
        Assert.Contains("Which number", await host.PageAsync(link), StringComparison.Ordinal);
        using var pressed = await host.PostFormAsync(link, ("number", phone));
        Assert.Equal(HttpStatusCode.SeeOther, pressed.StatusCode);
        return await host.PageAsync(pressed.Headers.Location!.OriginalString);
    }

    /// <summary>Presses the button and fills in 360dialog's form; answers where it sends the browser back to.</summary>
    private async Task<string> SignUpAsync(string page)
    {
        var button = WebUtility.HtmlDecode(Button().Match(page).Groups[1].Value);
        Assert.Contains("Connect your number", await host.PageAsync(button), StringComparison.Ordinal);
        var number = Regex.Match(button, "number=([0-9]+)").Groups[1].Value;
        using var signed = await host.PostFormAsync(button, ("number", number), ("email", "asha@kettle.example"), ("name", "Kettle"));
        Assert.Equal(HttpStatusCode.Redirect, signed.StatusCode);
        return signed.Headers.Location!.OriginalString;
    }

    private async Task CountsAsync(string phone)
    {
        await host.ControlAsync($"meta/numbers/{phone}/incoming", new { from = "+919000000001", text = "Hello" });
        await host.AdvanceAsync(TimeSpan.FromMinutes(2));
        var key = (await host.Get<NumberKeys>().FindAsync(PhoneNumber.Parse(phone), default))!;
        using var message = System.Text.Json.JsonDocument.Parse("""{"messaging_product":"whatsapp","to":"919000000001","type":"text","text":{"body":"Hi"}}""");
        await host.Get<Gallabox.Core.Providers.IDialog360Partner>().SendMessageAsync(key.Address, key.Key, message.RootElement, default);
        await host.AdvanceAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(1, (await host.ApiAsync($"/api/numbers/{phone}/usage"))["sent30d"]!.GetValue<int>());
    }

    [GeneratedRegex("href=\"([^\"]+)\">Connect by Yourself")]
    private static partial Regex Button();

    [GeneratedRegex("con-[0-9A-Z]{10}")]
    private static partial Regex CaseId();
}
