using System.Text.Json.Nodes;
using Xunit;
using static Gallabox.Local.Tests.Sandbox.SandboxUnderTest;

namespace Gallabox.Local.Tests.Sandbox;

/// <summary>What a migration is refused for before its cut-over, and how the refusal ends (facts 3.9).</summary>
public class MigrationRefusalTests
{
    private const string Phone = MovingNumber.Phone;
    private const string Destination = "wabas/" + KettleWaba;

    [Theory]
    [InlineData(Destination, """{"apps":[]}""", "no-webhook")]
    [InlineData("numbers", $$"""{"phone":"{{Phone}}","status":"DISCONNECTED"}""", "add-directly")]
    [InlineData("numbers", $$"""{"phone":"{{Phone}}","newNameStatus":"PENDING_REVIEW"}""", "display-name")]
    [InlineData("wabas/" + MovingNumber.SourceWaba, """{"reviewStatus":"REJECTED"}""", "source-account")]
    [InlineData(Destination, """{"hasPayment":false}""", "credit-line")]
    [InlineData($"numbers/{Phone}/conditions", """{"unspecificFailures":1}""", "unspecific")]
    [InlineData("wabas/" + MovingNumber.SourceWaba, """{"portfolioId":"560011111111111"}""", "different-business")]
    [InlineData(Destination, """{"reviewStatus":"PENDING"}""", "destination-account")]
    [InlineData(Destination, """{"messagingForAccepted":false}""", "messaging-for")]
    public async Task Each_of_the_nine_meanings_can_be_had_and_reworded(string path, string state, string meaning)
    {
        await using var sandbox = await StartAsync();
        var moving = new MovingNumber(sandbox);
        await sandbox.PostAsync("meta/" + path, JsonNode.Parse(state));
        await sandbox.PostAsync("meta/wordings", new { meaning, text = "La migration a échoué." });
        var refused = await moving.StartAsync();
        Assert.Equal((100, 2388103), (refused.Code(), refused.Subcode()));
        Assert.Equal("La migration a échoué.", refused.Body["error"]!["error_data"]!.Text("details"));
    }

    [Fact]
    public async Task A_wording_can_be_taken_back_and_is_of_a_known_meaning()
    {
        await using var sandbox = await StartAsync();
        var usual = (await sandbox.GetAsync("meta/wordings")).Text("unspecific");
        await sandbox.PostAsync("meta/wordings", new { meaning = "unspecific", text = "Oops." });
        var back = await sandbox.PostAsync("meta/wordings", new { meaning = "unspecific" });
        Assert.Equal(usual, back.Text("unspecific"));
        var unknown = await sandbox.ControlAsync(HttpMethod.Post, "meta/wordings", new { meaning = "mood", text = "Oops." });
        Assert.Equal(400, unknown.Status);
    }

    [Fact]
    public async Task An_unspecific_failure_passes_after_as_many_attempts()
    {
        await using var sandbox = await StartAsync();
        var moving = new MovingNumber(sandbox);
        await moving.TwoStepOffAsync();
        await moving.ConditionsAsync("""{"unspecificFailures":2}""");
        Assert.Equal(2388103, (await moving.StartAsync()).Subcode());
        Assert.Equal(2388103, (await moving.StartAsync()).Subcode());
        Assert.Equal(200, (await moving.StartAsync()).Status);
    }

    [Fact]
    public async Task Maintenance_keeps_a_migration_from_starting_until_it_is_over()
    {
        await using var sandbox = await StartAsync();
        var moving = new MovingNumber(sandbox);
        await moving.TwoStepOffAsync();
        await moving.ConditionsAsync("""{"maintenanceFor":"00:05:00"}""");
        var refused = await moving.StartAsync();
        Assert.Equal((2494100, true), (refused.Code(), refused.Body["error"]!["is_transient"]!.GetValue<bool>()));
        await sandbox.AdvanceAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(200, (await moving.StartAsync()).Status);
    }

    [Fact]
    public async Task Two_step_verification_that_is_on_is_told_and_nothing_is_made()
    {
        await using var sandbox = await StartAsync();
        var moving = new MovingNumber(sandbox);
        Assert.Equal(2388001, (await moving.StartAsync()).Subcode());
        Assert.Single((await moving.TruthAsync())["nodes"]!.AsArray());
    }

    [Fact]
    public async Task A_migration_that_lapsed_is_started_again_from_the_beginning()
    {
        await using var sandbox = await StartAsync();
        var moving = new MovingNumber(sandbox);
        var id = await moving.StartedAsync();
        await moving.ConditionsAsync("""{"migrationLapsed":true}""");
        Assert.Equal(2388091, (await moving.AskAsync(id)).Subcode());
        Assert.Equal(2388093, (await moving.VerifyAsync(id, "123456")).Subcode());
        var again = (await moving.StartAsync()).Body.Text("id");
        Assert.NotEqual(id, again);
        Assert.Equal(200, (await moving.AskAsync(again)).Status);
    }

    [Fact]
    public async Task A_number_whose_source_was_deleted_is_added_instead()
    {
        await using var sandbox = await StartAsync();
        var moving = new MovingNumber(sandbox);
        var id = await moving.StartedAsync();
        await sandbox.PostAsync($"meta/numbers/{Phone}/delete");
        Assert.Equal(2388091, (await moving.AskAsync(id)).Subcode());
        var refused = await moving.StartAsync();
        Assert.Contains("added directly", refused.Body["error"]!["error_data"]!.Text("details"), StringComparison.Ordinal);
        var added = await sandbox.GraphAsync(HttpMethod.Post, KettleWaba + "/phone_numbers",
            new { cc = "91", phone_number = Phone[2..], verified_name = "Kettle & Cup" });
        Assert.Equal(200, added.Status);
    }
}
