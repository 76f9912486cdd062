using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit;

namespace Gallabox.Local.Tests.Journeys;

/// <summary>A number of Kettle & Cup's at another provider, from the form to its new account, driven from outside, and what must be true at its end.</summary>
internal sealed partial class MigrationJourney(HostProcess host)
{
    public const string Destination = "730015500220011";
    private const string Source = "730015500220099";
    private const string Phone = "%2B919812345678";
    private const string Customer = "asha@kettle.example";

    private static readonly string[] EachOnce =
    [
        "opened", "started", "ownership_proven", "pin_made", "registered", "read_back", "webhook_set", "templates_checked", "completed",
    ];

    private bool underMaintenance;

    public string Id { get; private set; } = "";

    public async Task AskAsync(object? more = null)
    {
        var form = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(more ?? new { }))!.AsObject();
        foreach (var (name, value) in new[] { ("accountId", "kettle"), ("phone", "+919812345678"), ("sourceProvider", "Another provider"), ("sourceWabaId", Source), ("destinationWabaId", Destination) })
            form.TryAdd(name, value);
        Id = (string)(await host.PostAsync("api/migrations", form))["id"]!;
    }

    public async Task<JsonNode> ReadAsync() => await host.GetAsync($"api/cases/{Id}");

    public Task<JsonNode> AtMetaAsync() => host.GetAsync($"sandbox/meta/numbers/{Phone}");

    public Task AdvanceAsync(string by) => host.PostAsync("sandbox/clock/advance", new { by });

    public Task SwitchTwoStepOffAsync() => host.PostAsync($"sandbox/meta/numbers/{Phone}/two-step", new { enabled = false });

    /// <summary>The case once it is in that state.</summary>
    public Task<JsonNode> InStateAsync(string state) => HostProcess.EventuallyAsync($"state {state}", async () =>
        await ReadAsync() is var now && (string?)now["state"] == state ? now : null);

    /// <summary>The path of the customer's status page, from the newest mail of the case.</summary>
    public async Task<string> PageAsync() => await HostProcess.EventuallyAsync("a mail with the status page", async () =>
        (await host.GetAsync($"sandbox/mail?to={Customer}")).AsArray().Where(mail => (string?)mail!["caseId"] == Id)
            .Select(mail => StatusPage().Match((string)mail!["text"]!)).LastOrDefault(match => match.Success)?.Groups[1].Value);

    public async Task<int> EnterAsync(string code) => (await host.FormAsync($"{await PageAsync()}/code", ("code", code))).Status;

    /// <summary>Does what the journey needs next: two wrong codes before the right one, and Meta in maintenance when the number is first registered.</summary>
    public async Task PushAsync(bool troubled)
    {
        var now = await ReadAsync();
        switch ((string?)now["state"], (string?)now["waitsFor"]?["what"])
        {
            case ("awaiting_two_step_off", "two_step_off"):
                await SwitchTwoStepOffAsync();
                await AdvanceAsync("00:15:00");
                break;
            case ("awaiting_code", "code") when Wrong(now) == Types(now).Count(type => type == "code_entered") && (string?)(await AtMetaAsync())["oneTimeCode"] is { } code:
                await PrepareAsync(troubled);
                await EnterAsync(troubled && Wrong(now) < 2 ? "000000" : code);
                break;
            default:
                await AdvanceAsync("00:01:00");
                break;
        }
    }

    public async Task<bool> IsOverAsync() => (string?)(await ReadAsync())["state"] is "completed" or "needs_attention" or "cancelled" or "expired" or "rejected";

    public async Task<int> EntriesAsync() => (await ReadAsync())["timeline"]!.AsArray().Count;

    /// <summary>The same end as without any trouble: the number works in its new account, and nothing was done twice.</summary>
    public async Task AssertMigratedOnceAsync()
    {
        var end = await ReadAsync();
        Assert.True((string?)end["state"] == "completed", end.ToJsonString());
        Assert.Equal(EachOnce, Types(end).Where(EachOnce.Contains));
        Assert.True(Types(end).Count(type => type == "two_step_off") <= 1);
        var truth = await AtMetaAsync();
        Assert.Equal((Destination, "CONNECTED", "VERIFIED"), ((string?)truth["wabaId"], (string?)truth["status"], (string?)truth["codeVerification"]));
        Assert.True((bool)truth["twoStep"]!);
        Assert.Equal(1, (int)truth["registrations"]!);
        var number = await host.GetAsync($"api/numbers/{Phone}");
        Assert.Equal(("connected", "meta"), ((string?)number["state"], (string?)number["provider"]));
        Assert.True((bool)number["twoStep"]!);
        var mails = (await host.GetAsync($"sandbox/mail?to={Customer}")).AsArray().Select(mail => (string?)mail!["mailId"]).ToList();
        Assert.Equal(mails.Distinct(), mails);
        Assert.DoesNotContain((string)truth["pin"]!, end.ToJsonString(), StringComparison.Ordinal);
    }

    public static List<string> Types(JsonNode found) => [.. found["timeline"]!.AsArray().Select(entry => entry!["type"]!.GetValue<string>())];

    private static int Wrong(JsonNode found) => Types(found).Count(type => type == "code_not_taken");

    private async Task PrepareAsync(bool troubled)
    {
        if (!troubled || underMaintenance)
            return;
        underMaintenance = true;
        await host.PostAsync($"sandbox/meta/numbers/{Phone}/conditions", new { wabaId = Destination, maintenanceFor = "00:04:00" });
    }

    [GeneratedRegex(@"/(my/[A-Za-z0-9_.-]+)")]
    private static partial Regex StatusPage();
}
