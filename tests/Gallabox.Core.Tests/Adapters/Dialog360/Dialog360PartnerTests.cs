using System.Text.Json;
using System.Text.Json.Nodes;
using Gallabox.Core.Providers;
using Gallabox.Core.Tests.Adapters.Meta;
using Gallabox.Core.Tests.Adapters.Outgoing;
using Xunit;

namespace Gallabox.Core.Tests.Adapters.Dialog360;

public sealed class Dialog360PartnerTests : IDisposable
{
    private const string Channels = HubJson.Partner + "/channels?limit=200&offset=";
    private const string Cancellation = HubJson.Partner + "/clients/t4Vn9wCL/channels/kR7pQ2CH/control/cancellation_request";
    private const string Keys = HubJson.Partner + "/channels/kR7pQ2CH/api_keys";
    private const string Webhook = "https://waba-v2.360dialog.io/v1/configs/webhook";
    private readonly AdapterHost host = new();

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task AChannelIsFoundByItsIdWithThePartnersKey()
    {
        host.Http.On("GET", Channels + """0&filters={"id":"kR7pQ2CH"}""", HubJson.Channels(HubJson.Channel(phone: "+91 98765 43210")));
        var channel = await host.Dialog360.FindChannelAsync("kR7pQ2CH", CancellationToken.None);
        Assert.Equal(("+919876543210", "ready", "t4Vn9wCL", "730015500220011", "Zx81WA", true, false),
            (channel!.Phone?.E164, channel.Status, channel.ClientId, channel.WabaId, channel.WabaAccountId, channel.Permission, channel.IsCancelled));
        Assert.Equal("key-of-partner", host.Http.Last.Headers["x-api-key"]);
    }

    [Fact]
    public async Task AnAnswerWithAnotherChannelIsNoFind()
    {
        host.Http.On("GET", Channels + """0&filters={"id":"kr7pq2ch"}""", HubJson.Channels(HubJson.Channel()));
        Assert.Null(await host.Dialog360.FindChannelAsync("kr7pq2ch", CancellationToken.None));
    }

    [Fact]
    public async Task AForgedIdStaysInsideItsFilter()
    {
        host.Http.On("GET", Channels + """0&filters={"id":"a\"}&x=../.."}""", HubJson.Channels());
        Assert.Null(await host.Dialog360.FindChannelAsync("a\"}&x=../..", CancellationToken.None));
    }

    [Fact]
    public async Task AListIsReadToItsEnd()
    {
        host.Http.On("GET", Channels + "0", HubJson.Channels(HubJson.Channel("1CH"), HubJson.Channel("2CH")).With("total", 3))
            .On("GET", Channels + "2", HubJson.Channels(HubJson.Channel("3CH")).With("total", 3));
        var channels = await host.Dialog360.ListChannelsAsync(new Dialog360ChannelFilter(), CancellationToken.None);
        Assert.Equal(["1CH", "2CH", "3CH"], channels.Select(channel => channel.Id));
    }

    [Fact]
    public async Task ANumberIsAskedForWithAndWithoutItsPlus()
    {
        host.Http.On("GET", Channels + """0&filters={"setup_info.phone_number":"919876543210"}""", HubJson.Channels())
            .On("GET", Channels + """0&filters={"setup_info.phone_number":"+919876543210"}""", HubJson.Channels(HubJson.Channel(phone: "+919876543210")));
        var filter = new Dialog360ChannelFilter { Phone = PhoneNumber.Parse("+919876543210") };
        Assert.Single(await host.Dialog360.ListChannelsAsync(filter, CancellationToken.None));
    }

    [Fact]
    public async Task AnIgnoredFilterIsAppliedHere()
    {
        var other = HubJson.Channel("2CH").With("client_id", "otherCL");
        host.Http.On("GET", Channels + """0&filters={"client_id":"t4Vn9wCL","status":"ready"}""", HubJson.Channels(HubJson.Channel(), other, HubJson.Channel("3CH", status: "created")));
        var filter = new Dialog360ChannelFilter { ClientId = "t4Vn9wCL", Status = "ready" };
        Assert.Equal(["kR7pQ2CH"], (await host.Dialog360.ListChannelsAsync(filter, CancellationToken.None)).Select(channel => channel.Id));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task NoticeIsGivenAndTakenBackWithTheClientInThePath(bool enabled)
    {
        host.Http.On("POST", Cancellation, HubJson.Channel()
            .With("cancelled_at", enabled ? "2026-03-01T12:00:00Z" : null).With("terminated_at", enabled ? "2026-03-31T00:00:00" : null));
        var channel = enabled
            ? await host.Dialog360.RequestCancellationAsync("t4Vn9wCL", "kR7pQ2CH", CancellationToken.None)
            : await host.Dialog360.RevokeCancellationAsync("t4Vn9wCL", "kR7pQ2CH", CancellationToken.None);
        Assert.Equal(enabled ? """{"enabled":true}""" : """{"enabled":false}""", host.Http.Last.Body);
        Assert.Equal((enabled, enabled ? new DateTimeOffset(2026, 3, 31, 0, 0, 0, TimeSpan.Zero) : null), (channel.IsCancelled, channel.TerminatedAt));
    }

    [Fact]
    public async Task AKeyComesWithItsAddressAndHidesInText()
    {
        host.Http.On("POST", Keys, 201, """{"id":"1AK","address":"https://waba-v2.360dialog.io","api_key":"number-key","app_id":"a"}""");
        var key = await host.Dialog360.RotateApiKeyAsync("kR7pQ2CH", CancellationToken.None);
        Assert.Equal(("1AK", "https://waba-v2.360dialog.io", "number-key"), (key.Id, key.Address, key.Key));
        Assert.DoesNotContain("number-key", $"{key}{host.Logs.All}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"id":"1AK","api_key":"k"}""", "https://waba-v2.360dialog.io")]
    [InlineData("""{"id":"1AK","api_key":"k","address":""}""", "https://waba-v2.360dialog.io")]
    [InlineData("""{"id":"1AK","api_key":"k","address":"https://other.example"}""", "https://other.example")]
    public async Task AKeyWithoutAnAddressIsGoodForTheUsualOne(string body, string address)
    {
        host.Http.On("POST", Keys, 201, body);
        Assert.Equal(address, (await host.Dialog360.RotateApiKeyAsync("kR7pQ2CH", CancellationToken.None)).Address);
    }

    [Theory]
    [InlineData("""{"id":"1AK"}""", "dialog360:unknown-outcome")]
    [InlineData("""{"api_key":"k","address":"http://plain.example"}""", "dialog360:bad-address")]
    public async Task AKeyThatCannotBeUsedIsAFailure(string body, string code)
    {
        host.Http.On("POST", Keys, 201, body);
        var failure = await Assert.ThrowsAnyAsync<FailureException>(() => host.Dialog360.RotateApiKeyAsync("kR7pQ2CH", CancellationToken.None));
        Assert.Equal(code, failure.Code);
    }

    [Fact]
    public async Task ANumbersWebhookIsSetWithItsOwnKeyOnly()
    {
        host.Http.On("POST", Webhook, 200, """{"url":"https://a.example/w"}""");
        var headers = new Dictionary<string, string> { ["X-Our-Key"] = "s" };
        await host.Dialog360.SetWebhookAsync("https://waba-v2.360dialog.io/", "number-key", "https://a.example/w", headers, CancellationToken.None);
        Assert.Equal("""{"url":"https://a.example/w","headers":{"X-Our-Key":"s"}}""", host.Http.Last.Body);
        Assert.Equal("number-key", host.Http.Last.Headers["D360-API-KEY"]);
        Assert.False(host.Http.Last.Headers.ContainsKey("x-api-key"));
    }

    [Theory]
    [InlineData("""{"url":"https://a.example/w"}""", "https://a.example/w")]
    [InlineData("""{"url":""}""", null)]
    public async Task ANumbersWebhookIsRead(string body, string? url)
    {
        host.Http.On("GET", Webhook, 200, body);
        Assert.Equal(url, await host.Dialog360.ReadWebhookAsync("https://waba-v2.360dialog.io", "number-key", CancellationToken.None));
    }

    [Fact]
    public async Task ThePartnersWebhookLeavesTheRedirectAloneUnlessTold()
    {
        host.Http.On("PATCH", HubJson.Partner, 200, "{}").On("PATCH", HubJson.Partner, 200, "{}");
        await host.Dialog360.SetPartnerWebhookAsync("https://a.example/p", null, CancellationToken.None);
        Assert.Equal("""{"webhook_url":"https://a.example/p"}""", host.Http.Last.Body);
        await host.Dialog360.SetPartnerWebhookAsync("https://a.example/p", "https://a.example/back", CancellationToken.None);
        Assert.Equal("""{"webhook_url":"https://a.example/p","partner_redirect_url":"https://a.example/back"}""", host.Http.Last.Body);
    }

    [Fact]
    public async Task AClientIsFoundByItsId()
    {
        host.Http.On("GET", HubJson.Partner + """/clients?limit=200&offset=0&filters={"id":"t4Vn9wCL"}""", 200,
            """{"clients":[{"id":"t4Vn9wCL","name":"Kettle","partner_payload":"acc","contact_info":{"email":"a@k.example","full_name":"Asha"}}],"total":1}""");
        var client = await host.Dialog360.FindClientAsync("t4Vn9wCL", CancellationToken.None);
        Assert.Equal(new Dialog360Client("t4Vn9wCL", "Kettle", "a@k.example", "Asha", "acc"), client);
    }

    [Fact]
    public async Task ABalanceHasItsCurrency()
    {
        host.Http.On("GET", HubJson.Partner + "/clients/t4Vn9wCL/info/balance", 200, """{"balance":-12.34,"currency":"usd","usage":[]}""");
        Assert.Equal(new Dialog360Balance(-12.34m, "USD"), await host.Dialog360.ReadBalanceAsync("t4Vn9wCL", CancellationToken.None));
    }

    [Fact]
    public async Task AMessageGoesToTheNumbersAddress()
    {
        host.Http.On("POST", "https://waba-v2.360dialog.io/messages", 200, """{"messages":[{"id":"wamid.x"}]}""");
        var message = JsonDocument.Parse("""{"to":"1"}""").RootElement;
        Assert.Equal("wamid.x", await host.Dialog360.SendMessageAsync("https://waba-v2.360dialog.io", "number-key", message, CancellationToken.None));
    }

    [Fact]
    public async Task KeysAreInNoFailureAndInNoLog()
    {
        host.Http.On("POST", Cancellation, 403, HubJson.Error(403, "key key-of-partner may not"))
            .On("GET", Webhook, 401, HubJson.Error(401, "key number-key is unknown"));
        var refused = await Assert.ThrowsAsync<NeedsPersonException>(() => host.Dialog360.RequestCancellationAsync("t4Vn9wCL", "kR7pQ2CH", CancellationToken.None));
        var unknown = await Assert.ThrowsAsync<NeedsPersonException>(() => host.Dialog360.ReadWebhookAsync("https://waba-v2.360dialog.io", "number-key", CancellationToken.None));
        Assert.Equal("dialog360:client-must-cancel", refused.Code);
        Assert.DoesNotContain("key-of-partner", refused + host.Logs.All, StringComparison.Ordinal);
        Assert.DoesNotContain("number-key", unknown + host.Logs.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddressesMayHavePaths()
    {
        using var sandbox = new AdapterHost(("Dialog360:HubUrl", "http://localhost:7071/sandbox/hub.360dialog.io/api/v2"),
            ("Dialog360:MessagingUrl", "http://localhost:7071/sandbox/waba-v2.360dialog.io"));
        sandbox.Http.On("POST", "http://localhost:7071/sandbox/hub.360dialog.io/api/v2/partners/bX3PA/channels/1CH/api_keys", 201,
            """{"id":"1AK","api_key":"k","address":"http://localhost:7071/sandbox/waba-v2.360dialog.io"}""")
            .On("GET", "http://localhost:7071/sandbox/waba-v2.360dialog.io/v1/configs/webhook", 200, "{}");
        var key = await sandbox.Dialog360.RotateApiKeyAsync("1CH", CancellationToken.None);
        Assert.Null(await sandbox.Dialog360.ReadWebhookAsync(key.Address, key.Key, CancellationToken.None));
    }
}
