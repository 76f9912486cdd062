using System.Text.Json.Nodes;
using Xunit;
using static Gallabox.Local.Tests.Sandbox.SandboxUnderTest;

namespace Gallabox.Local.Tests.Sandbox;

/// <summary>A number comes from another multi-partner solution: the admin accepts, and no code is needed.</summary>
public class SolutionMigrationTests
{
    [Fact]
    public async Task An_accepted_request_makes_an_account_to_which_the_number_moves_without_a_code()
    {
        await using var sandbox = await StartAsync();
        var intent = (await sandbox.PostAsync("meta/intents", new { phone = MovingNumber.Phone })).Text("id");
        Assert.Equal("INITIATED", (await ReadAsync(sandbox, intent)).Text("status"));
        await sandbox.PostAsync($"meta/intents/{intent}/accept");
        var destination = (await ReadAsync(sandbox, intent))["destination_waba"]!.Text("id");
        var moving = new MovingNumber(sandbox, destination);
        await moving.TwoStepOffAsync();
        Assert.Equal(2388103, (await moving.StartAsync()).Subcode());
        await sandbox.GraphAsync(HttpMethod.Post, destination + "/subscribed_apps");
        var id = (await moving.StartAsync()).Body.Text("id");
        var node = (await sandbox.GraphAsync(HttpMethod.Get, id + "?fields=code_verification_status")).Body;
        Assert.Equal("VERIFIED", node.Text("code_verification_status"));
        Assert.Equal("ACCEPTED", (await ReadAsync(sandbox, intent)).Text("status"));
        Assert.Equal(200, (await moving.RegisterAsync(id)).Status);
        Assert.Equal("COMPLETED", (await ReadAsync(sandbox, intent)).Text("status"));
        var truth = await moving.TruthAsync();
        Assert.Equal((id, "CONNECTED", destination), (truth.Text("id"), truth.Text("status"), truth.Text("wabaId")));
    }

    [Fact]
    public async Task The_new_account_is_fit_holds_the_good_templates_and_is_announced_to_us()
    {
        await using var sandbox = await StartAsync();
        var intent = (await sandbox.PostAsync("meta/intents", new { wabaId = MovingNumber.SourceWaba })).Text("id");
        await sandbox.PostAsync($"meta/intents/{intent}/accept");
        await sandbox.AdvanceAsync();
        var change = sandbox.Webhooks.Single().Json["entry"]![0]!["changes"]![0]!;
        var info = change["value"]!["waba_info"]!;
        Assert.Equal(("account_update", "PARTNER_ADDED"), (change.Text("field"), change["value"]!.Text("event")));
        Assert.Equal((MovingNumber.Business, sandbox.Settings["Meta:SolutionId"]), (info.Text("owner_business_id"), info.Text("solution_id")));
        var read = await ReadAsync(sandbox, intent);
        Assert.Equal(info.Text("waba_id"), read["destination_waba"]!.Text("id"));
        Assert.Equal("ACTIVE", read["solution"]!.Text("status"));
        var fields = $"{info.Text("waba_id")}?fields=account_review_status,business_verification_status,primary_funding_id";
        var account = (await sandbox.GraphAsync(HttpMethod.Get, fields)).Body;
        Assert.Equal(("APPROVED", "verified"), (account.Text("account_review_status"), account.Text("business_verification_status")));
        Assert.NotNull(account["primary_funding_id"]);
        var template = (await sandbox.GraphAsync(HttpMethod.Get, info.Text("waba_id") + "/message_templates")).Body["data"]!.AsArray().Single()!;
        Assert.Equal(("table_booked", "UNKNOWN"), (template.Text("name"), template["quality_score"]!.Text("score")));
    }

    [Fact]
    public async Task Two_step_verification_has_to_be_off_here_too()
    {
        await using var sandbox = await StartAsync();
        var intent = (await sandbox.PostAsync("meta/intents", new { phone = MovingNumber.Phone })).Text("id");
        await sandbox.PostAsync($"meta/intents/{intent}/accept");
        var destination = (await ReadAsync(sandbox, intent))["destination_waba"]!.Text("id");
        await sandbox.GraphAsync(HttpMethod.Post, destination + "/subscribed_apps");
        Assert.Equal(2388001, (await new MovingNumber(sandbox, destination).StartAsync()).Subcode());
    }

    [Fact]
    public async Task A_rejected_request_makes_nothing_and_is_decided_once()
    {
        await using var sandbox = await StartAsync();
        var intent = (await sandbox.PostAsync("meta/intents", new { phone = MovingNumber.Phone })).Text("id");
        await sandbox.PostAsync($"meta/intents/{intent}/reject");
        var read = await ReadAsync(sandbox, intent);
        Assert.Equal("REJECTED", read.Text("status"));
        Assert.Null(read["destination_waba"]);
        Assert.Equal(409, (await sandbox.ControlAsync(HttpMethod.Post, $"meta/intents/{intent}/accept")).Status);
        await sandbox.AdvanceAsync();
        Assert.Empty(sandbox.Webhooks);
    }

    [Fact]
    public async Task We_tag_only_an_account_that_we_may_see_and_only_for_our_solution()
    {
        await using var sandbox = await StartAsync();
        Task<(int Status, JsonNode Body)> TagAsync(string solution) => sandbox.GraphAsync(HttpMethod.Post,
            MovingNumber.SourceWaba + "/set_solution_migration_intent", new { solution_id = solution });
        var ours = sandbox.Settings["Meta:SolutionId"]!;
        Assert.Equal(33, (await TagAsync(ours)).Subcode());
        await sandbox.PostAsync("meta/wabas/" + MovingNumber.SourceWaba, new { shared = true });
        Assert.Equal(100, (await TagAsync("1")).Code());
        var tagged = (await TagAsync(ours)).Body.Text("id");
        Assert.Equal(tagged, (await TagAsync(ours)).Body.Text("id"));
        Assert.Equal("INITIATED", (await ReadAsync(sandbox, tagged)).Text("status"));
    }

    [Fact]
    public async Task Another_solutions_intent_is_not_for_us_to_read()
    {
        await using var sandbox = await StartAsync();
        var intent = (await sandbox.PostAsync("meta/intents", new { phone = MovingNumber.Phone, solutionId = "540000000000001" })).Text("id");
        var answer = await sandbox.GraphAsync(HttpMethod.Get, intent);
        Assert.Equal((100, 33), (answer.Code(), answer.Subcode()));
    }

    private static async Task<JsonNode> ReadAsync(SandboxUnderTest sandbox, string intent) =>
        (await sandbox.GraphAsync(HttpMethod.Get, intent)).Body;
}
