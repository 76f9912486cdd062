using System.Text.Json.Nodes;
using Xunit;

namespace Gallabox.Local.Tests.Journeys;

/// <summary>Kettle's number from the mail to its deletion, driven from outside, and what must be true at its end.</summary>
internal sealed class DeletionJourney(HostProcess host)
{
    private const string Phone = "%2B919876543210";

    private static readonly string[] EachOnce =
    [
        "opened", "in_review", "approved", "paused", "scheduled", "announced", "deleting", "traffic_stopped", "webhook_cleared", "app_unsubscribed",
        "deregistered", "cancelled_at_360dialog", "deletion_asked", "gone_at_meta", "completed",
    ];

    private string id = "";

    public async Task AskAsync()
    {
        await host.PostAsync("sandbox/mail", new { from = "asha@kettle.example", subject = "Request for Deletion of Phone Number +91 98765 43210", text = "Please." });
        id = await HostProcess.EventuallyAsync("a case", async () =>
            (string?)(await host.GetAsync("api/cases"))["items"]!.AsArray().FirstOrDefault()?["id"]);
    }

    public async Task ApproveAsync()
    {
        await InStateAsync("in_review");
        await host.PostAsync($"api/cases/{id}/approve", new { });
    }

    public Task AdvanceAsync(string by) => host.PostAsync("sandbox/clock/advance", new { by });

    /// <summary>The case once it is in that state.</summary>
    public Task<JsonNode> InStateAsync(string state) => HostProcess.EventuallyAsync($"state {state}", async () =>
        await ReadAsync() is var now && (string?)now["state"] == state ? now : null);

    /// <summary>Does what the journey needs next, if anything: approves, lets the day come, clicks as the admin, lets time pass.</summary>
    public async Task PushAsync()
    {
        var now = await ReadAsync();
        switch ((string?)now["state"], (string?)now["waitsFor"]?["what"])
        {
            case ("in_review", "approval") when !Types(now).Contains("approved"):
                await host.PostAsync($"api/cases/{id}/approve", new { });
                break;
            case ("scheduled", "date") when Types(now).Contains("announced"):
                await host.PostAsync("sandbox/clock/advance", new { by = "1.00:00:00" });
                break;
            case ("deleting", "deletion_at_meta") when (bool)(await host.GetAsync($"sandbox/meta/numbers/{Phone}"))["exists"]!:
                await host.PostAsync($"sandbox/meta/numbers/{Phone}/delete", new { });
                break;
            default:
                await host.PostAsync("sandbox/clock/advance", new { by = "00:01:00" });
                break;
        }
    }

    public async Task<bool> IsOverAsync() => (string?)(await ReadAsync())["state"] is "completed" or "needs_attention";

    public async Task<int> EntriesAsync() => (await ReadAsync())["timeline"]!.AsArray().Count;

    /// <summary>The same end as without any trouble: nothing lost, nothing twice.</summary>
    public async Task AssertDeletedOnceAsync()
    {
        var end = await ReadAsync();
        Assert.Equal("completed", (string?)end["state"]);
        Assert.Equal(EachOnce, Types(end).Where(EachOnce.Contains));
        Assert.Equal("deleted", (string?)(await host.GetAsync($"api/numbers/{Phone}"))["state"]);
        var mails = (await host.GetAsync("sandbox/mail?to=asha@kettle.example")).AsArray().Select(mail => (string?)mail!["mailId"]).ToList();
        Assert.Equal(4, mails.Count);
        Assert.Equal(mails.Distinct(), mails);
        Assert.Equal(1, await EffectsAsync("meta", "/deregister"));
        Assert.Equal(1, await EffectsAsync("360dialog", "cancellation_request"));
    }

    private async Task<JsonNode> ReadAsync() => await host.GetAsync($"api/cases/{id}");

    /// <summary>How many calls to a path took effect, by the sandbox's own journal.</summary>
    private async Task<int> EffectsAsync(string target, string path) =>
        (await host.GetAsync($"sandbox/calls?target={target}")).AsArray()
            .Count(call => call!["path"]!.GetValue<string>().Contains(path, StringComparison.Ordinal) && (bool)call["effect"]!);

    private static List<string> Types(JsonNode found) => [.. found["timeline"]!.AsArray().Select(entry => entry!["type"]!.GetValue<string>())];
}
