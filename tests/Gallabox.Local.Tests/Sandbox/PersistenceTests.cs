using Xunit;
using static Gallabox.Local.Tests.Sandbox.SandboxUnderTest;

namespace Gallabox.Local.Tests.Sandbox;

public sealed class PersistenceTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("sandbox-").FullName;

    [Fact]
    public async Task World_secrets_clock_and_faults_outlive_the_process()
    {
        string? secret;
        DateTimeOffset then;
        await using (var first = await StartAsync(folder))
        {
            secret = first.Settings["Meta:AppSecret"];
            await first.PostAsync($"meta/numbers/{Kettle}/delete");
            await first.FaultAsync(new { target = "meta", kind = "500", count = 2 });
            await first.GraphAsync(HttpMethod.Get, KettleWaba);
            then = (await first.AdvanceAsync(TimeSpan.FromDays(40))).Body.Moment("now");
        }

        await using var second = await StartAsync(folder);
        Assert.Equal(secret, second.Settings["Meta:AppSecret"]);
        Assert.InRange(second.Clock.GetUtcNow(), then, then.AddHours(1));
        Assert.Equal("DELETED", (await second.GetAsync($"meta/numbers/{Kettle}")).Text("status"));
        Assert.Equal(500, (await second.GraphAsync(HttpMethod.Get, KettleWaba)).Status);
        Assert.Equal(200, (await second.GraphAsync(HttpMethod.Get, KettleWaba)).Status);
    }

    [Fact]
    public async Task A_webhook_that_nobody_took_is_delivered_after_a_restart()
    {
        await using (var first = await StartAsync(folder))
        {
            first.TargetStatus = 500;
            await first.PostAsync($"meta/numbers/{Kettle}/delete");
            await first.AdvanceAsync();
            Assert.NotEmpty(first.Webhooks);
        }

        await using var second = await StartAsync(folder);
        await second.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Single(second.Webhooks);
        Assert.Empty((await second.GetAsync("outbox"))["waiting"]!.AsArray());
    }

    [Fact]
    public async Task The_state_is_in_the_file_before_the_answer_leaves()
    {
        await using var sandbox = await StartAsync(folder);
        await sandbox.GraphAsync(HttpMethod.Post, KettleNumber + "/deregister");
        var copy = Directory.CreateTempSubdirectory("sandbox-").FullName;
        // What a killed process leaves behind: the files as they are, the log not folded in.
        foreach (var file in Directory.GetFiles(folder))
            await CopyAsync(file, Path.Combine(copy, Path.GetFileName(file)));
        await using (var second = await StartAsync(copy))
            Assert.Equal("DISCONNECTED", (await second.GetAsync($"meta/numbers/{Kettle}")).Text("status"));
        Directory.Delete(copy, recursive: true);
    }

    [Fact]
    public async Task A_reset_brings_the_first_day_back_and_keeps_the_secrets()
    {
        await using var sandbox = await StartAsync(folder);
        await sandbox.PostAsync($"meta/numbers/{Kettle}/delete");
        await sandbox.PostAsync("reset");
        Assert.Equal(200, (await sandbox.GraphAsync(HttpMethod.Get, KettleNumber)).Status);
        Assert.Equal(200, (await sandbox.MessagingAsync(
            HttpMethod.Get, "/v1/configs/webhook", sandbox.Settings["Sandbox:DemoChannelKey"]!)).Status);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task CopyAsync(string from, string to)
    {
        await using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        await using var target = File.Create(to);
        await source.CopyToAsync(target);
    }
}
