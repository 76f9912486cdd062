using Xunit;
using static Gallabox.Local.Tests.Sandbox.SandboxUnderTest;

namespace Gallabox.Local.Tests.Sandbox;

public class FaultTests
{
    private const string Deregister = KettleNumber + "/deregister";

    [Fact]
    public async Task A_lost_answer_had_its_effect()
    {
        await using var sandbox = await StartAsync();
        await sandbox.FaultAsync(new { target = "meta", kind = "lost-answer", count = 1 });
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => sandbox.GraphAsync(HttpMethod.Post, Deregister));
        Assert.Equal("DISCONNECTED", (await sandbox.GetAsync($"meta/numbers/{Kettle}")).Text("status"));
        Assert.True((await sandbox.GetAsync("calls?target=meta"))[0]!["effect"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_timeout_had_none()
    {
        await using var sandbox = await StartAsync();
        await sandbox.FaultAsync(new { target = "meta", kind = "timeout" });
        using var giveUp = new CancellationTokenSource();
        var address = $"{sandbox.Settings["Meta:BaseUrl"]}/v24.0/{Deregister}?access_token={sandbox.Settings["Meta:AccessToken"]}";
        var call = sandbox.Http.PostAsync(new Uri(address), null, giveUp.Token);
        while ((await sandbox.GetAsync("calls?target=meta")).AsArray().Count == 0)
            await Task.Yield();
        Assert.False(call.IsCompleted);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal("CONNECTED", (await sandbox.GetAsync($"meta/numbers/{Kettle}")).Text("status"));
    }

    [Theory]
    [InlineData("500", 500)]
    [InlineData("429", 429)]
    [InlineData("html", 502)]
    public async Task Failures_without_effect_hit_the_next_calls_only(string kind, int status)
    {
        await using var sandbox = await StartAsync();
        await sandbox.FaultAsync(new { target = "meta", kind, count = 2 });
        Assert.Equal(status, (await sandbox.GraphAsync(HttpMethod.Post, Deregister)).Status);
        Assert.Equal(status, (await sandbox.GraphAsync(HttpMethod.Post, Deregister)).Status);
        Assert.Equal(200, (await sandbox.GraphAsync(HttpMethod.Post, Deregister)).Status);
        var effects = (await sandbox.GetAsync("calls?target=meta")).AsArray().Select(call => call!["effect"]!.GetValue<bool>());
        Assert.Equal([false, false, true], effects);
    }

    [Fact]
    public async Task Broken_json_comes_after_the_effect()
    {
        await using var sandbox = await StartAsync();
        await sandbox.FaultAsync(new { target = "sendgrid", kind = "bad-json" });
        await Assert.ThrowsAnyAsync<System.Text.Json.JsonException>(() => sandbox.SendGridAsync(Mails.Plain("a@b.example")));
        Assert.Single((await sandbox.GetAsync("mail")).AsArray());
    }

    [Fact]
    public async Task A_fault_can_wait_for_one_path_and_method()
    {
        await using var sandbox = await StartAsync();
        await sandbox.FaultAsync(new { target = "360dialog", kind = 500, path = "api_keys", method = "POST" });
        Assert.Equal(200, (await sandbox.HubAsync(HttpMethod.Get, "/channels")).Status);
        Assert.Equal(200, (await sandbox.HubAsync(HttpMethod.Get, $"/channels/{KettleChannel}/api_keys")).Status);
        Assert.Equal(500, (await sandbox.HubAsync(HttpMethod.Post, $"/channels/{KettleChannel}/api_keys")).Status);
    }

    [Fact]
    public async Task An_outage_ends_when_the_clock_says_so()
    {
        await using var sandbox = await StartAsync();
        await sandbox.FaultAsync(new { target = "meta", kind = "outage", @for = "1.00:00:00" });
        for (var call = 0; call < 3; call++)
            Assert.Equal(503, (await sandbox.GraphAsync(HttpMethod.Get, KettleNumber)).Status);
        await sandbox.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.Equal(200, (await sandbox.GraphAsync(HttpMethod.Get, KettleNumber)).Status);
    }

    [Fact]
    public async Task Any_code_of_Meta_can_be_had()
    {
        await using var sandbox = await StartAsync();
        await sandbox.FaultAsync(new { target = "meta", kind = "error", code = 133004, details = "Server down" });
        var answer = await sandbox.GraphAsync(HttpMethod.Post, Deregister);
        Assert.Equal((503, 133004), (answer.Status, answer.Code()));
        Assert.True(answer.Body["error"]!["is_transient"]!.GetValue<bool>());
    }

    [Fact]
    public async Task An_unknown_kind_is_refused()
    {
        await using var sandbox = await StartAsync();
        Assert.Equal(400, (await sandbox.ControlAsync(HttpMethod.Post, "faults", new { target = "meta", kind = "tantrum" })).Status);
    }
}
