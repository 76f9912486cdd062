using Xunit;
using static Gallabox.Local.Tests.Sandbox.SandboxUnderTest;

namespace Gallabox.Local.Tests.Sandbox;

public class MetaNumberTests
{
    private static readonly object pin = new { messaging_product = "whatsapp", pin = "111111" };

    [Fact]
    public async Task A_node_shows_only_the_fields_that_were_asked_for()
    {
        await using var sandbox = await StartAsync();
        var (status, body) = await sandbox.GraphAsync(HttpMethod.Get, KettleNumber + "?fields=status,is_pin_enabled");
        Assert.Equal(200, status);
        Assert.Equal($$"""{"status":"CONNECTED","is_pin_enabled":true,"id":"{{KettleNumber}}"}""", body.ToJsonString());
    }

    [Fact]
    public async Task An_unknown_field_fails_the_whole_read()
    {
        await using var sandbox = await StartAsync();
        var answer = await sandbox.GraphAsync(HttpMethod.Get, KettleNumber + "?fields=status,shoe_size");
        Assert.Equal((400, 100), (answer.Status, answer.Code()));
        Assert.NotEmpty(answer.Body["error"]!.Text("fbtrace_id"));
    }

    [Fact]
    public async Task A_wrong_token_is_code_190()
    {
        await using var sandbox = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{sandbox.Settings["Meta:BaseUrl"]}/v24.0/{KettleNumber}");
        request.Headers.Add("Authorization", "Bearer wrong");
        using var response = await sandbox.Http.SendAsync(request);
        Assert.Equal(401, (int)response.StatusCode);
        Assert.Contains("\"code\":190", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_paid_message_keeps_a_number_from_being_deleted_for_30_days()
    {
        await using var sandbox = await StartAsync();
        await sandbox.PostAsync($"meta/numbers/+{Kettle}/paid-message", new { });
        var refused = await sandbox.ControlAsync(HttpMethod.Post, $"meta/numbers/+{Kettle}/delete");
        Assert.Equal((409, "paid-message"), (refused.Status, refused.Body.Text("error")));
        Assert.InRange(refused.Body.Moment("until") - sandbox.Clock.GetUtcNow(), TimeSpan.FromDays(29.9), TimeSpan.FromDays(30));
        await sandbox.AdvanceAsync(TimeSpan.FromDays(30));
        Assert.Equal(200, (await sandbox.ControlAsync(HttpMethod.Post, $"meta/numbers/+{Kettle}/delete")).Status);
    }

    [Fact]
    public async Task A_deleted_number_is_gone_from_node_and_list_and_the_app_is_told()
    {
        await using var sandbox = await StartAsync();
        await sandbox.PostAsync($"meta/numbers/+{Kettle}/delete");
        var node = await sandbox.GraphAsync(HttpMethod.Get, KettleNumber);
        Assert.Equal((100, 33), (node.Code(), node.Subcode()));
        Assert.Empty((await sandbox.GraphAsync(HttpMethod.Get, KettleWaba + "/phone_numbers")).Body["data"]!.AsArray());
        await sandbox.AdvanceAsync();
        var change = sandbox.Webhooks.Single().Json["entry"]![0]!["changes"]![0]!;
        Assert.Equal("account_update", change.Text("field"));
        Assert.Equal(("ACCOUNT_DELETED", Kettle), (change["value"]!.Text("event"), change["value"]!.Text("phone_number")));
    }

    [Fact]
    public async Task Nobody_is_told_once_the_app_has_unsubscribed()
    {
        await using var sandbox = await StartAsync();
        Assert.Equal(200, (await sandbox.GraphAsync(HttpMethod.Delete, KettleWaba + "/subscribed_apps")).Status);
        await sandbox.PostAsync($"meta/numbers/+{Kettle}/delete");
        await sandbox.AdvanceAsync();
        Assert.Empty(sandbox.Webhooks);
    }

    [Fact]
    public async Task A_number_is_deregistered_once()
    {
        await using var sandbox = await StartAsync();
        Assert.Equal(200, (await sandbox.GraphAsync(HttpMethod.Post, KettleNumber + "/deregister")).Status);
        Assert.Equal("DISCONNECTED", (await sandbox.GetAsync($"meta/numbers/{Kettle}")).Text("status"));
        Assert.Equal(133010, (await sandbox.GraphAsync(HttpMethod.Post, KettleNumber + "/deregister")).Code());
    }

    [Fact]
    public async Task The_eleventh_register_call_in_72_hours_blocks_the_number_for_72_hours()
    {
        await using var sandbox = await StartAsync();
        var register = new { messaging_product = "whatsapp", pin = sandbox.Settings["Sandbox:DemoPin"] };
        for (var call = 0; call < 10; call++)
            Assert.Equal(200, (await sandbox.GraphAsync(HttpMethod.Post, KettleNumber + "/register", register)).Status);
        Assert.Equal(133016, (await sandbox.GraphAsync(HttpMethod.Post, KettleNumber + "/register", register)).Code());
        await sandbox.AdvanceAsync(TimeSpan.FromHours(71));
        Assert.Equal(133016, (await sandbox.GraphAsync(HttpMethod.Post, KettleNumber + "/deregister")).Code());
        await sandbox.AdvanceAsync(TimeSpan.FromHours(2));
        Assert.Equal(200, (await sandbox.GraphAsync(HttpMethod.Post, KettleNumber + "/register", register)).Status);
    }

    [Fact]
    public async Task Guessing_the_pin_is_refused_then_slowed_then_blocked()
    {
        await using var sandbox = await StartAsync();
        Assert.Equal(133005, (await sandbox.GraphAsync(HttpMethod.Post, KettleNumber + "/register", pin)).Code());
        Assert.Equal(133009, (await sandbox.GraphAsync(HttpMethod.Post, KettleNumber + "/register", pin)).Code());
        for (var guess = 2; guess <= 5; guess++)
        {
            await sandbox.AdvanceAsync(TimeSpan.FromSeconds(3));
            Assert.Equal(133005, (await sandbox.GraphAsync(HttpMethod.Post, KettleNumber + "/register", pin)).Code());
        }

        await sandbox.AdvanceAsync(TimeSpan.FromSeconds(3));
        Assert.Equal(133008, (await sandbox.GraphAsync(HttpMethod.Post, KettleNumber + "/register", pin)).Code());
    }

    [Theory]
    [InlineData("incompleteDeregistration", 133000)]
    [InlineData("locked", 131031)]
    [InlineData("certificateInvalid", 131045)]
    [InlineData("ownershipExpired", 133006)]
    public async Task Conditions_of_a_number_show_in_register(string condition, int code)
    {
        await using var sandbox = await StartAsync();
        await sandbox.PostAsync($"meta/numbers/{Kettle}/conditions", new Dictionary<string, bool> { [condition] = true });
        Assert.Equal(code, (await sandbox.GraphAsync(HttpMethod.Post, KettleNumber + "/register", pin)).Code());
    }

    [Fact]
    public async Task An_empty_pin_does_not_switch_two_step_verification_off()
    {
        await using var sandbox = await StartAsync();
        Assert.Equal(100, (await sandbox.GraphAsync(HttpMethod.Post, KettleNumber, new { pin = "" })).Code());
        Assert.True((await sandbox.GetAsync($"meta/numbers/{Kettle}"))["twoStep"]!.GetValue<bool>());
    }

    [Fact]
    public async Task An_override_is_taken_only_from_an_address_that_knows_the_token()
    {
        await using var sandbox = await StartAsync();
        var url = new Uri(sandbox.Http.BaseAddress!, "/webhooks/meta").ToString();
        object Override(string token, string address) =>
            new { webhook_configuration = new { override_callback_uri = address, verify_token = token } };
        Assert.Equal(2200, (await sandbox.GraphAsync(HttpMethod.Post, KettleNumber, Override("bad", url))).Code());
        Assert.Equal(200, (await sandbox.GraphAsync(HttpMethod.Post, KettleNumber, Override("good", url))).Status);
        Assert.Equal(url, (await sandbox.GetAsync($"meta/numbers/{Kettle}")).Text("webhookOverride"));
        Assert.Equal(200, (await sandbox.GraphAsync(HttpMethod.Post, KettleNumber, Override("", ""))).Status);
        Assert.Null((await sandbox.GetAsync($"meta/numbers/{Kettle}"))["webhookOverride"]);
    }

    [Fact]
    public async Task Lists_are_paged_by_cursor()
    {
        await using var sandbox = await StartAsync();
        foreach (var phone in new[] { "9811100001", "9811100002" })
        {
            var number = new { cc = "91", phone_number = phone, verified_name = "K" };
            await sandbox.GraphAsync(HttpMethod.Post, KettleWaba + "/phone_numbers", number);
        }

        var seen = new List<string>();
        for (string? after = ""; after is not null;)
        {
            var path = $"{KettleWaba}/phone_numbers?limit=2&after={Uri.EscapeDataString(after)}";
            var page = (await sandbox.GraphAsync(HttpMethod.Get, path)).Body;
            seen.AddRange(page["data"]!.AsArray().Select(number => number!.Text("id")));
            after = page["paging"]!["next"] is null ? null : page["paging"]!["cursors"]!.Text("after");
        }

        Assert.Equal(3, seen.Distinct().Count());
        Assert.Equal(3, seen.Count);
    }

    [Fact]
    public async Task Too_many_calls_in_an_hour_are_code_80007()
    {
        await using var sandbox = await StartAsync(settings: ("Sandbox:GraphCallsPerHour", "3"));
        for (var call = 0; call < 3; call++)
            Assert.Equal(200, (await sandbox.GraphAsync(HttpMethod.Get, KettleNumber)).Status);
        Assert.Equal(80007, (await sandbox.GraphAsync(HttpMethod.Get, KettleWaba)).Code());
        await sandbox.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal(200, (await sandbox.GraphAsync(HttpMethod.Get, KettleNumber)).Status);
    }

    [Fact]
    public async Task A_sign_up_code_is_good_once_and_for_30_seconds()
    {
        await using var sandbox = await StartAsync();
        Task<(int Status, System.Text.Json.Nodes.JsonNode Body)> TradeAsync(string code) => sandbox.GraphAsync(HttpMethod.Get,
            $"oauth/access_token?client_id={sandbox.Settings["Meta:AppId"]}&client_secret={sandbox.Settings["Meta:AppSecret"]}&code={code}");
        var first = await sandbox.PostAsync("meta/signup", new { phone = "+919811155555", name = "Cafe" });
        Assert.Equal(200, (await TradeAsync(first.Text("code"))).Status);
        Assert.Equal(100, (await TradeAsync(first.Text("code"))).Code());
        var second = await sandbox.PostAsync("meta/signup", new { phone = "+919811166666", name = "Cafe" });
        await sandbox.AdvanceAsync(TimeSpan.FromSeconds(31));
        Assert.Equal(100, (await TradeAsync(second.Text("code"))).Code());
        var register = new { messaging_product = "whatsapp", pin = "121212" };
        Assert.Equal(200, (await sandbox.GraphAsync(HttpMethod.Post, first.Text("phoneNumberId") + "/register", register)).Status);
    }

    [Fact]
    public async Task Analytics_count_what_was_sent_and_name_what_was_paid()
    {
        await using var sandbox = await StartAsync();
        var now = sandbox.Clock.GetUtcNow();
        await sandbox.PostAsync($"meta/numbers/{Kettle}/paid-message", new { at = now.AddDays(-3) });
        var span = $"start({now.AddDays(-10).ToUnixTimeSeconds()}).end({now.ToUnixTimeSeconds()})";
        var fields = $"analytics.{span}.granularity(DAY).phone_numbers([\"{Kettle}\"]),pricing_analytics.{span}.granularity(DAILY)";
        var body = (await sandbox.GraphAsync(HttpMethod.Get, $"{KettleWaba}?fields={Uri.EscapeDataString(fields)}")).Body;
        Assert.Equal(1, body["analytics"]!["data_points"]![0]!["sent"]!.GetValue<int>());
        Assert.Equal("REGULAR", body["pricing_analytics"]!["data"]![0]!["data_points"]![0]!.Text("pricing_type"));
        var wrong = Uri.EscapeDataString($"analytics.{span}.granularity(DAILY)");
        Assert.Equal(100, (await sandbox.GraphAsync(HttpMethod.Get, $"{KettleWaba}?fields={wrong}")).Code());
    }
}
