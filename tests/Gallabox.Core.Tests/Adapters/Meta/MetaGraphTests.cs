using System.Text.Json;
using System.Text.Json.Nodes;
using Gallabox.Core.Providers;
using Gallabox.Core.Tests.Adapters.Outgoing;
using Xunit;

namespace Gallabox.Core.Tests.Adapters.Meta;

/// <summary>What goes over the wire, and what comes back, for every other call.</summary>
public sealed class MetaGraphTests : IDisposable
{
    private const string Number = GraphJson.Url + "/88120";
    private const string Waba = GraphJson.Url + "/73001";
    private static readonly PhoneNumber phone = PhoneNumber.Parse("+919876543210");
    private readonly AdapterHost host = new();

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task RegisteringSendsThePin()
    {
        await DoesAsync("POST", Number + "/register", """{"messaging_product":"whatsapp","pin":"271828"}""",
            meta => meta.RegisterAsync("88120", "271828", CancellationToken.None));
    }

    [Fact]
    public async Task SimpleWritesSendWhatMetaWants()
    {
        await DoesAsync("POST", Number + "/deregister", "", meta => meta.DeregisterAsync("88120", CancellationToken.None));
        await DoesAsync("POST", Number, """{"pin":"271828"}""", meta => meta.SetPinAsync("88120", "271828", CancellationToken.None));
        await DoesAsync("POST", Waba + "/subscribed_apps", "", meta => meta.SubscribeAppAsync("73001", CancellationToken.None));
        await DoesAsync("DELETE", Waba + "/subscribed_apps", "", meta => meta.UnsubscribeAppAsync("73001", CancellationToken.None));
        await DoesAsync("POST", Number, """{"webhook_configuration":{"override_callback_uri":"https://a.example/x","verify_token":"v"}}""",
            meta => meta.SetWebhookOverrideAsync("88120", "https://a.example/x", "v", CancellationToken.None));
        await DoesAsync("POST", Number, """{"webhook_configuration":{"override_callback_uri":""}}""",
            meta => meta.ClearWebhookOverrideAsync("88120", CancellationToken.None));
        await DoesAsync("POST", Number + "/request_code", """{"code_method":"VOICE","language":"en_US"}""",
            meta => meta.RequestCodeAsync("88120", CodeMethod.Voice, "en_US", CancellationToken.None));
        await DoesAsync("POST", Number + "/verify_code", """{"code":"123456"}""", meta => meta.VerifyCodeAsync("88120", "123-456", CancellationToken.None));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("12345a")]
    [InlineData("1234567")]
    public async Task ABadPinIsNotSentAndNotRepeated(string pin)
    {
        var failure = await Assert.ThrowsAsync<PermanentFailureException>(() => host.Meta.RegisterAsync("88120", pin, CancellationToken.None));
        Assert.Equal("meta:bad-pin", failure.Code);
        Assert.True(pin.Length == 0 || !failure.Message.Contains(pin, StringComparison.Ordinal));
        await Assert.ThrowsAsync<PermanentFailureException>(() => host.Meta.SetPinAsync("88120", pin, CancellationToken.None));
        Assert.Empty(host.Http.Calls);
    }

    [Fact]
    public async Task AVerifiedNumberIsASuccessAfterARead()
    {
        host.Http.On("POST", Number + "/verify_code", 400, GraphJson.Error(136025, "error", details: "You have already verified this").ToJsonString())
            .On("GET", Number + "?fields=" + GraphJson.AllFields, GraphJson.Number());
        await host.Meta.VerifyCodeAsync("88120", "123456", CancellationToken.None);
        host.Http.AssertAllUsed();
    }

    [Fact]
    public async Task AnAnswerWithoutSuccessHasAnUnknownOutcome()
    {
        host.Http.On("POST", Number + "/deregister", new JsonObject());
        var failure = await Assert.ThrowsAsync<TransientFailureException>(() => host.Meta.DeregisterAsync("88120", CancellationToken.None));
        Assert.Equal("meta:unknown-outcome", failure.Code);
    }

    [Fact]
    public async Task AMigrationStartsWithTheNumberWithoutItsCallingCode()
    {
        host.Http.On("POST", Waba + "/phone_numbers", new JsonObject { ["id"] = "991" });
        Assert.Equal("991", await host.Meta.StartMigrationAsync("73001", phone, CancellationToken.None));
        AssertJson("""{"cc":"91","phone_number":"9876543210","migrate_phone_number":true}""");
    }

    [Fact]
    public async Task ANewNumberIsAddedWithItsName()
    {
        host.Http.On("POST", Waba + "/phone_numbers", new JsonObject { ["id"] = "991" });
        await host.Meta.AddNumberAsync("73001", PhoneNumber.Parse("+5215512345678"), "Kettle", CancellationToken.None);
        AssertJson("""{"cc":"52","phone_number":"15512345678","verified_name":"Kettle"}""");
    }

    [Fact]
    public async Task ANumberThatIsThereAlreadyIsFound()
    {
        host.Http.On("POST", Waba + "/phone_numbers", 400, GraphJson.Error(100, "Invalid", 2388012).ToJsonString())
            .On("GET", Waba + "/phone_numbers?limit=100&fields=" + GraphJson.AllFields, GraphJson.List(GraphJson.Number("7", "+1 415 555 0132"), GraphJson.Number("8")));
        Assert.Equal("8", await host.Meta.StartMigrationAsync("73001", phone, CancellationToken.None));
    }

    [Fact]
    public async Task ANumberThatIsSaidToBeThereAndIsNotStaysAFailure()
    {
        host.Http.On("POST", Waba + "/phone_numbers", 400, GraphJson.Error(2388012, "there").ToJsonString())
            .On("GET", Waba + "/phone_numbers?limit=100&fields=" + GraphJson.AllFields, GraphJson.List());
        var failure = await Assert.ThrowsAsync<PermanentFailureException>(() => host.Meta.StartMigrationAsync("73001", phone, CancellationToken.None));
        Assert.Equal("meta:2388012", failure.Code);
    }

    [Theory]
    [InlineData("""{"webhook_configuration":{"phone_number":"https://a.example","application":"https://b.example"},"id":"1"}""", "https://a.example")]
    [InlineData("""{"webhook_configuration":{"application":"https://b.example"},"id":"1"}""", null)]
    [InlineData("""{"webhook_configuration":{"phone_number":""},"id":"1"}""", null)]
    [InlineData("""{"id":"1"}""", null)]
    public async Task AnOverrideIsTheNumbersOwnOnly(string body, string? url)
    {
        host.Http.On("GET", Number + "?fields=webhook_configuration", 200, body);
        Assert.Equal(url, await host.Meta.ReadWebhookOverrideAsync("88120", CancellationToken.None));
    }

    [Theory]
    [InlineData("61077", true)]
    [InlineData("99", false)]
    public async Task OurAppIsKnownByItsId(string id, bool ours)
    {
        host.Http.On("GET", Waba + "/subscribed_apps?limit=100", GraphJson.List(new JsonObject
        {
            ["whatsapp_business_api_data"] = new JsonObject { ["id"] = id, ["name"] = "Gallabox" },
            ["override_callback_uri"] = "https://a.example",
        }));
        Assert.Equal(ours, await host.Meta.IsSubscribedAsync("73001", CancellationToken.None));
    }

    [Fact]
    public async Task HealthNamesWhatStandsInTheWay()
    {
        host.Http.On("GET", Number + "?fields=health_status", 200, """
            {"health_status":{"can_send_message":"BLOCKED","entities":[
              {"entity_type":"WABA","id":"73001","can_send_message":"BLOCKED","errors":[{"error_code":141006,"error_description":"No payment.","possible_solution":"Pay."}]},
              {"entity_type":"BUSINESS","id":"5","can_send_message":"LIMITED","additional_info":["Not verified."]}]},"id":"88120"}
            """);
        var health = await host.Meta.ReadHealthAsync("88120", CancellationToken.None);
        Assert.True(health.IsBlocked);
        Assert.Equal(["141006: No payment. Pay.", "Not verified."], health.Parts.SelectMany(part => part.Notes));
    }

    [Fact]
    public async Task TheLastPaidMessageIsTheEndOfTheLastPaidDay()
    {
        host.Http.On("GET", Pricing(), 200, $$"""
            {"pricing_analytics":{"data":[{"data_points":[
              {{Point("2026-02-10", "REGULAR", 3)}},{{Point("2026-02-20", "FREE_ENTRY_POINT", 9)}},{{Point("2026-02-12", "SOMETHING_NEW", 1)}},
              {{Point("2026-02-25", "REGULAR", 0)}},{{Point("2026-02-26", "FREE_CUSTOMER_SERVICE", 4)}}]}]},"id":"73001"}
            """);
        Assert.Equal(new DateTimeOffset(2026, 2, 13, 0, 0, 0, TimeSpan.Zero), await LastPaidAsync());
    }

    [Fact]
    public async Task APaidMessageOfTodayIsNotInTheFuture()
    {
        host.Http.On("GET", Pricing(), 200, $$"""{"pricing_analytics":{"data":[{"data_points":[{{Point("2026-03-01", "REGULAR", 1)}}]}] } }""");
        Assert.Equal(AdapterHost.Start, await LastPaidAsync());
    }

    [Fact]
    public async Task WithoutPaidMessagesThereIsNoDate()
    {
        host.Http.On("GET", Pricing(), 200, """{"id":"73001"}""");
        Assert.Null(await LastPaidAsync());
    }

    [Fact]
    public async Task SentCountsComeInOrder()
    {
        var from = AdapterHost.Start.AddDays(-2);
        host.Http.On("GET", $"{Waba}?fields=analytics.start({from.ToUnixTimeSeconds()}).end({AdapterHost.Start.ToUnixTimeSeconds()})"
            + ".granularity(DAY).phone_numbers([\"919876543210\"])", 200,
            """{"analytics":{"data_points":[{"start":200,"end":300,"sent":7,"delivered":6},{"start":100,"end":200,"sent":"5"}]}}""");
        var counts = await host.Meta.ReadSentCountsAsync("73001", phone, from, AdapterHost.Start, CancellationToken.None);
        Assert.Equal([(100L, 5L, 0L), (200, 7, 6)], counts.Select(count => (count.From.ToUnixTimeSeconds(), count.Sent, count.Delivered)));
    }

    [Fact]
    public async Task TemplatesAreListed()
    {
        host.Http.On("GET", Waba + "/message_templates?limit=100&fields=id,name,language,category,status,quality_score", GraphJson.List(
            new JsonObject { ["id"] = "1", ["name"] = "hello", ["language"] = "en", ["category"] = "UTILITY", ["status"] = "APPROVED", ["quality_score"] = new JsonObject { ["score"] = "GREEN" } }));
        Assert.Equal([new MetaTemplate("1", "hello", "en", "UTILITY", "APPROVED", "GREEN")], await host.Meta.ReadTemplatesAsync("73001", CancellationToken.None));
    }

    [Fact]
    public async Task ASignUpCodeIsTradedOnceAndWithoutOurToken()
    {
        const string Url = GraphJson.Url + "/oauth/access_token?client_id=61077&client_secret=secret-of-app&code=AQ/x";
        host.Http.On("GET", Url, 500, "").On("GET", Url, 200, """{"access_token":"business-token","expires_in":5183944}""");
        await Assert.ThrowsAsync<TransientFailureException>(() => host.Meta.ExchangeCodeAsync("AQ/x", CancellationToken.None));
        Assert.Single(host.Http.Calls);
        var token = await host.Meta.ExchangeCodeAsync("AQ/x", CancellationToken.None);
        Assert.Equal(("business-token", 5183944), (token.AccessToken, token.ExpiresIn!.Value.TotalSeconds));
        Assert.DoesNotContain("business-token", token.ToString(), StringComparison.Ordinal);
        Assert.False(host.Http.Last.Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task AMessageIsPassedOnUnchanged()
    {
        const string Message = """{"messaging_product":"whatsapp","to":"919800000000","type":"text","text":{"body":"Grüße <b>"}}""";
        host.Http.On("POST", Number + "/messages", 200, """{"messages":[{"id":"wamid.abc=="}]}""");
        Assert.Equal("wamid.abc==", await host.Meta.SendMessageAsync("88120", JsonDocument.Parse(Message).RootElement, CancellationToken.None));
        AssertJson(Message);
    }

    [Fact]
    public async Task SecretsAreInNoFailureAndInNoLog()
    {
        var echo = GraphJson.Error(100, "pin 271828, token token-of-meta, code 314159").ToJsonString();
        host.Http.On("POST", Number + "/register", 400, echo).On("POST", Number, 400, echo).On("POST", Number + "/verify_code", 400, echo);
        var thrown = new List<Exception>
        {
            await Assert.ThrowsAsync<PermanentFailureException>(() => host.Meta.RegisterAsync("88120", "271828", CancellationToken.None)),
            await Assert.ThrowsAsync<PermanentFailureException>(() => host.Meta.SetPinAsync("88120", "271828", CancellationToken.None)),
            await Assert.ThrowsAsync<PermanentFailureException>(() => host.Meta.VerifyCodeAsync("88120", "314159", CancellationToken.None)),
            await Assert.ThrowsAnyAsync<Exception>(() => host.Meta.ExchangeCodeAsync("the-signup-code", CancellationToken.None)),
        };
        Assert.DoesNotContain("271828", thrown[0].ToString() + thrown[1] + host.Logs.All, StringComparison.Ordinal);
        Assert.DoesNotContain("314159", thrown[2] + host.Logs.All, StringComparison.Ordinal);
        Assert.DoesNotContain("token-of-meta", string.Concat(thrown) + host.Logs.All, StringComparison.Ordinal);
        Assert.Contains("meta failed POST 88120/register: meta:100", host.Logs.All, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost:7071/sandbox/graph.facebook.com")]
    [InlineData("http://localhost:7071/sandbox/graph.facebook.com/")]
    public async Task ABaseAddressMayHaveAPath(string address)
    {
        using var sandbox = new AdapterHost(("Meta:BaseUrl", address), ("Meta:Version", "v24.0"));
        sandbox.Http.On("POST", "http://localhost:7071/sandbox/graph.facebook.com/v24.0/88120/deregister", GraphJson.Success());
        await sandbox.Meta.DeregisterAsync("88120", CancellationToken.None);
    }

    private Task<DateTimeOffset?> LastPaidAsync() =>
        host.Meta.ReadLastPaidMessageAsync("73001", phone, AdapterHost.Start.AddDays(-30), CancellationToken.None);

    private static string Pricing() => $"{Waba}?fields=pricing_analytics.start({AdapterHost.Start.AddDays(-30).ToUnixTimeSeconds()})"
        + $".end({AdapterHost.Start.ToUnixTimeSeconds()}).granularity(DAILY).phone_numbers([\"919876543210\"]).dimensions(PRICING_CATEGORY,PRICING_TYPE)";

    private static string Point(string day, string type, int volume)
    {
        var start = DateTimeOffset.Parse(day + "T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture);
        return $$"""{"start":{{start.ToUnixTimeSeconds()}},"end":{{start.AddDays(1).ToUnixTimeSeconds()}},"pricing_type":"{{type}}","volume":{{volume}}}""";
    }

    private async Task DoesAsync(string method, string url, string body, Func<IMetaGraph, Task> call)
    {
        host.Http.On(method, url, GraphJson.Success());
        await call(host.Meta);
        Assert.Equal(body, host.Http.Last.Body);
    }

    private void AssertJson(string expected) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), host.Http.Last.Json), host.Http.Last.Body);
}
