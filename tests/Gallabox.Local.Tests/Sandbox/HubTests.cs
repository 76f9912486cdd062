using System.Text.Json.Nodes;
using Xunit;
using static Gallabox.Local.Tests.Sandbox.SandboxUnderTest;

namespace Gallabox.Local.Tests.Sandbox;

public class HubTests
{
    private const string Cancellation = $"/clients/{KettleClient}/channels/{KettleChannel}/control/cancellation_request";

    [Fact]
    public async Task A_new_key_kills_the_old_one()
    {
        await using var sandbox = await StartAsync();
        var old = sandbox.Settings["Sandbox:DemoChannelKey"]!;
        Assert.Equal(200, (await sandbox.MessagingAsync(HttpMethod.Get, "/v1/configs/webhook", old)).Status);
        var (status, body) = await sandbox.HubAsync(HttpMethod.Post, $"/channels/{KettleChannel}/api_keys", new { });
        Assert.Equal(201, status);
        Assert.Equal(sandbox.Settings["Dialog360:MessagingUrl"], body.Text("address"));
        Assert.Equal(401, (await sandbox.MessagingAsync(HttpMethod.Get, "/v1/configs/webhook", old)).Status);
        Assert.Equal(200, (await sandbox.MessagingAsync(HttpMethod.Get, "/v1/configs/webhook", body.Text("api_key"))).Status);
    }

    [Fact]
    public async Task Without_permission_there_is_no_key()
    {
        await using var sandbox = await StartAsync();
        await sandbox.PostAsync($"360dialog/channels/{KettleChannel}/revoke");
        var (status, body) = await sandbox.HubAsync(HttpMethod.Post, $"/channels/{KettleChannel}/api_keys");
        Assert.Equal((403, 403), (status, body["meta"]!["http_code"]!.GetValue<int>()));
    }

    [Fact]
    public async Task The_sixth_partner_call_in_30_seconds_is_429()
    {
        await using var sandbox = await StartAsync();
        for (var call = 0; call < 5; call++)
            Assert.Equal(200, (await sandbox.HubAsync(HttpMethod.Get, "/channels")).Status);
        Assert.Equal(429, (await sandbox.HubAsync(HttpMethod.Get, "/channels")).Status);
        await sandbox.AdvanceAsync(TimeSpan.FromSeconds(31));
        Assert.Equal(200, (await sandbox.HubAsync(HttpMethod.Get, "/channels")).Status);
    }

    [Fact]
    public async Task Cancelling_needs_the_client_in_the_path_and_runs_its_notice()
    {
        await using var sandbox = await StartAsync();
        var without = await sandbox.HubAsync(HttpMethod.Post, $"/channels/{KettleChannel}/control/cancellation_request");
        Assert.Equal(404, without.Status);
        Assert.StartsWith("<html>", without.Body.GetValue<string>(), StringComparison.Ordinal);
        var (status, channel) = await sandbox.HubAsync(HttpMethod.Post, Cancellation, new { enabled = true });
        Assert.Equal(200, status);
        Assert.InRange(channel.Moment("terminated_at") - sandbox.Clock.GetUtcNow(), TimeSpan.FromDays(6.9), TimeSpan.FromDays(7));
        await sandbox.AdvanceAsync(TimeSpan.FromDays(7));
        Assert.Equal("terminated", (await sandbox.GetAsync("360dialog/channels/" + KettleChannel)).Text("hubStatus"));
        Assert.Equal(["cancellation_request", "cancellation_processed"], Events(sandbox));
        await sandbox.AdvanceAsync(TimeSpan.FromDays(14));
        Assert.Empty((await sandbox.HubAsync(HttpMethod.Get, "/channels")).Body["partner_channels"]!.AsArray());
    }

    [Fact]
    public async Task A_cancellation_can_be_taken_back()
    {
        await using var sandbox = await StartAsync();
        await sandbox.HubAsync(HttpMethod.Post, Cancellation, new { });
        var (_, channel) = await sandbox.HubAsync(HttpMethod.Post, Cancellation, new { enabled = false });
        Assert.Null(channel["terminated_at"]);
        await sandbox.AdvanceAsync(TimeSpan.FromDays(8));
        Assert.Equal("running", (await sandbox.GetAsync("360dialog/channels/" + KettleChannel)).Text("hubStatus"));
    }

    [Fact]
    public async Task Where_only_the_client_may_cancel_the_partner_is_refused()
    {
        await using var sandbox = await StartAsync();
        await sandbox.PostAsync($"360dialog/channels/{KettleChannel}/cancellation-policy", new { allowed = false });
        Assert.Equal(403, (await sandbox.HubAsync(HttpMethod.Post, Cancellation, new { enabled = true })).Status);
        await sandbox.PostAsync($"360dialog/channels/{KettleChannel}/cancel");
        Assert.NotNull((await sandbox.GetAsync("360dialog/channels/" + KettleChannel))["terminatedAt"]);
    }

    [Fact]
    public async Task Channels_are_found_by_phone_however_it_is_written()
    {
        await using var sandbox = await StartAsync();
        foreach (var (phone, count) in new[] { ("+919876543210", 1), ("919876543210", 1), ("910000000000", 0) })
        {
            var filters = Uri.EscapeDataString(new JsonObject { ["setup_info.phone_number"] = phone }.ToJsonString());
            Assert.Equal(count, (await sandbox.HubAsync(HttpMethod.Get, "/channels?filters=" + filters)).Body["total"]!.GetValue<int>());
        }
    }

    [Fact]
    public async Task A_sign_up_redirects_and_becomes_ready_by_the_clock()
    {
        await using var sandbox = await StartAsync();
        var answer = await sandbox.PostAsync("360dialog/signup",
            new { phone = "+919811122233", accountEmail = "new@cafe.example", state = "s/1", readyAfter = "02:00:00" });
        var (client, channel) = (answer.Text("clientId"), answer.Text("channelId"));
        var callback = new Uri(sandbox.Http.BaseAddress!, "/connect/360dialog/callback");
        Assert.Equal($"{callback}?client={client}&channels=[{channel}]&state=s%2F1", answer.Text("redirectUrl"));
        await sandbox.AdvanceAsync();
        Assert.Equal(["client_created", "channel_created", "channel_permission_granted"], Events(sandbox));
        Assert.Equal(409, (await sandbox.HubAsync(HttpMethod.Post, $"/channels/{channel}/api_keys")).Status);
        await sandbox.AdvanceAsync(TimeSpan.FromHours(2));
        Assert.Contains("channel_ready", Events(sandbox));
        Assert.Equal(201, (await sandbox.HubAsync(HttpMethod.Post, $"/channels/{channel}/api_keys")).Status);
        Assert.Equal("CONNECTED", (await sandbox.GetAsync("meta/numbers/919811122233")).Text("status"));
    }

    [Theory]
    [InlineData("double", 4)]
    [InlineData("lose", 0)]
    [InlineData("reorder", 2)]
    public async Task Events_travel_as_badly_as_asked(string mode, int arriving)
    {
        await using var sandbox = await StartAsync();
        await sandbox.PostAsync("360dialog/events", new { mode, count = 2 });
        await sandbox.PostAsync($"360dialog/channels/{KettleChannel}/grant");
        await sandbox.PostAsync($"360dialog/channels/{KettleChannel}/revoke");
        await sandbox.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(arriving, sandbox.Webhooks.Count);
        if (mode == "reorder")
            Assert.Equal(["channel_permission_revoked", "channel_permission_granted"], Events(sandbox));
    }

    [Fact]
    public async Task Messages_bring_statuses_to_the_channels_webhook_with_its_headers()
    {
        await using var sandbox = await StartAsync();
        var key = sandbox.Settings["Sandbox:DemoChannelKey"]!;
        var url = new Uri(sandbox.Http.BaseAddress!, "/webhooks/360dialog/" + KettleChannel).ToString();
        await sandbox.MessagingAsync(HttpMethod.Post, "/v1/configs/webhook", key, new { url, headers = new { Authorization = "Ours" } });
        var template = new { messaging_product = "whatsapp", to = "14155550199", type = "template", template = new { name = "offer" } };
        var sent = await sandbox.MessagingAsync(HttpMethod.Post, "/messages", key, template);
        await sandbox.AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(2, sandbox.Webhooks.Count);
        Assert.All(sandbox.Webhooks, webhook => Assert.Equal("Ours", webhook.Headers["Authorization"]));
        var statuses = sandbox.Webhooks.Select(one => one.Json["entry"]![0]!["changes"]![0]!["value"]!["statuses"]![0]!).ToList();
        Assert.Equal(["sent", "delivered"], statuses.Select(status => status.Text("status")));
        Assert.Equal(sent.Body["messages"]![0]!.Text("id"), statuses[0].Text("id"));
        Assert.Equal("regular", statuses[1]["pricing"]!.Text("type"));
        Assert.NotNull((await sandbox.GetAsync("meta/numbers/" + Kettle))["lastPaidAt"]);
    }

    private static IEnumerable<string> Events(SandboxUnderTest sandbox) =>
        sandbox.Webhooks.Where(webhook => webhook.Path == "/webhooks/360dialog").Select(webhook => webhook.Json.Text("event"));
}
