using System.Text.Json.Nodes;
using Xunit;
using static Gallabox.Local.Tests.Sandbox.SandboxUnderTest;

namespace Gallabox.Local.Tests.Sandbox;

/// <summary>What a provider can see of the account from which a number comes, and what is there to see.</summary>
public class SourceAccountTests
{
    private const string Number = "account_mode,is_on_biz_app,is_pin_enabled,name_status,new_name_status,status";
    private const string Account = "account_review_status,business_verification_status,primary_funding_id,owner_business_info{id,name}";

    [Theory]
    [InlineData(MovingNumber.SourceWaba)]
    [InlineData(MovingNumber.SourceWaba + "/phone_numbers")]
    [InlineData(MovingNumber.SourceWaba + "/message_templates")]
    [InlineData(MovingNumber.SourceNumber)]
    public async Task An_account_that_is_not_shared_with_us_seems_not_to_exist(string path)
    {
        await using var sandbox = await StartAsync();
        var answer = await sandbox.GraphAsync(HttpMethod.Get, path);
        Assert.Equal((100, 33), (answer.Code(), answer.Subcode()));
    }

    [Fact]
    public async Task A_shared_source_shows_what_the_world_holds()
    {
        await using var sandbox = await StartAsync();
        await sandbox.PostAsync("meta/wabas/" + MovingNumber.SourceWaba, new { shared = true, reviewStatus = "PENDING", hasPayment = false });
        await sandbox.PostAsync("meta/numbers",
            new { phone = MovingNumber.Phone, testNumber = true, onBusinessApp = true, newNameStatus = "PENDING_REVIEW" });
        var number = (await sandbox.GraphAsync(HttpMethod.Get, $"{MovingNumber.SourceNumber}?fields={Number}")).Body;
        var held = new JsonObject
        {
            ["account_mode"] = "SANDBOX",
            ["is_on_biz_app"] = true,
            ["is_pin_enabled"] = true,
            ["name_status"] = "APPROVED",
            ["new_name_status"] = "PENDING_REVIEW",
            ["status"] = "CONNECTED",
            ["id"] = MovingNumber.SourceNumber,
        };
        Assert.Equal(held.ToJsonString(), number.ToJsonString());
        var account = (await sandbox.GraphAsync(HttpMethod.Get, $"{MovingNumber.SourceWaba}?fields={Account}")).Body;
        Assert.Equal(("PENDING", "verified"), (account.Text("account_review_status"), account.Text("business_verification_status")));
        Assert.Equal(MovingNumber.Business, account["owner_business_info"]!.Text("id"));
        Assert.Null(account["primary_funding_id"]);
    }

    [Fact]
    public async Task A_destination_that_is_fit_says_so()
    {
        await using var sandbox = await StartAsync();
        var account = (await sandbox.GraphAsync(HttpMethod.Get, $"{KettleWaba}?fields={Account}")).Body;
        Assert.Equal(("APPROVED", "verified"), (account.Text("account_review_status"), account.Text("business_verification_status")));
        Assert.Equal(MovingNumber.Business, account["owner_business_info"]!.Text("id"));
        Assert.NotEmpty(account.Text("primary_funding_id"));
    }

    [Fact]
    public async Task The_truth_tells_both_nodes_apart_and_counts_what_took_effect()
    {
        await using var sandbox = await StartAsync();
        var moving = new MovingNumber(sandbox);
        var id = await moving.VerifiedAsync();
        Assert.Equal(sandbox.Clock.GetUtcNow(), (await moving.TruthAsync()).Moment("oneTimeCodeSentAt"), TimeSpan.FromMinutes(1));
        Assert.Equal(0, (await moving.TruthAsync())["registrations"]!.GetValue<int>());
        await moving.ConditionsAsync("""{"certificateInvalid":true}""");
        await moving.RegisterAsync(id);
        await moving.RegisterAsync(id);
        var truth = await moving.TruthAsync();
        Assert.Equal((id, id, 1), (truth.Text("id"), truth.Text("oneTimeCodeNodeId"), truth["registrations"]!.GetValue<int>()));
        var nodes = truth["nodes"]!.AsArray().Select(node => (node!.Text("status"), (bool)node!["registered"]!, (int)node["registerCalls"]!));
        Assert.Equal([("CONNECTED", true, 2), ("MIGRATED", false, 0)], nodes);
    }
}
