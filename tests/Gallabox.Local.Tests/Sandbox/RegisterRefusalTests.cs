using Xunit;
using static Gallabox.Local.Tests.Sandbox.SandboxUnderTest;

namespace Gallabox.Local.Tests.Sandbox;

/// <summary>What register answers on the node that is to take over, from a state of the world (facts 3.6, 3.9).</summary>
public class RegisterRefusalTests
{
    [Theory]
    [InlineData("""{"incompleteDeregistration":true}""", 133000, null)]
    [InlineData("""{"pinBlockedFor":"12:00:00"}""", 133008, null)]
    [InlineData("""{"pinSlowedFor":"00:00:10"}""", 133009, null)]
    [InlineData("""{"registerBlockedFor":"3.00:00:00"}""", 133016, null)]
    [InlineData("""{"registerCallsSpent":10}""", 133016, null)]
    [InlineData("""{"locked":true}""", 131031, null)]
    [InlineData("""{"certificateInvalid":true}""", 131045, null)]
    [InlineData("""{"maintenanceFor":"00:05:00"}""", 131057, null)]
    [InlineData("""{"ownershipExpired":true}""", 133006, null)]
    [InlineData("""{"ownershipExpired":true,"certificateTooEarly":true}""", 100, 2388001)]
    public async Task A_condition_that_names_no_node_holds_for_the_one_that_is_to_take_over(string condition, int code, int? subcode)
    {
        await using var sandbox = await StartAsync();
        var moving = new MovingNumber(sandbox);
        var id = await moving.VerifiedAsync();
        await moving.ConditionsAsync(condition);
        var refused = await moving.RegisterAsync(id);
        Assert.Equal((code, subcode), (refused.Code(), refused.Subcode()));
    }

    [Theory]
    [InlineData("nodeId")]
    [InlineData("wabaId")]
    public async Task A_condition_can_be_put_on_one_node_alone(string by)
    {
        await using var sandbox = await StartAsync();
        var moving = new MovingNumber(sandbox);
        var id = await moving.VerifiedAsync();
        await moving.ConditionsAsync($$"""{"locked":true,"{{by}}":"{{(by == "nodeId" ? id : KettleWaba)}}"}""");
        Assert.Equal(131031, (await moving.RegisterAsync(id)).Code());
        var source = (await moving.TruthAsync())["nodes"]!.AsArray().Single(node => node!.Text("wabaId") == MovingNumber.SourceWaba)!;
        Assert.False(source["conditions"]!["locked"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_node_that_the_phone_does_not_have_is_not_there()
    {
        await using var sandbox = await StartAsync();
        foreach (var control in new[] { "conditions", "two-step", "name-status", "ban" })
        {
            var path = $"meta/numbers/{MovingNumber.Phone}/{control}";
            var answer = await sandbox.ControlAsync(HttpMethod.Post, path, new { nodeId = "1", enabled = true });
            Assert.Equal(404, answer.Status);
        }
    }

    [Fact]
    public async Task A_PIN_that_somebody_set_on_the_new_node_is_asked_for()
    {
        await using var sandbox = await StartAsync();
        var moving = new MovingNumber(sandbox);
        var id = await moving.VerifiedAsync();
        await sandbox.PostAsync($"meta/numbers/{MovingNumber.Phone}/two-step", new { enabled = true, pin = "111111", nodeId = id });
        Assert.Equal(133005, (await moving.RegisterAsync(id)).Code());
        Assert.Equal(133009, (await moving.RegisterAsync(id)).Code());
    }

    [Fact]
    public async Task A_display_name_in_review_is_told_by_the_call_and_by_name_status()
    {
        await using var sandbox = await StartAsync();
        var moving = new MovingNumber(sandbox);
        var id = await moving.VerifiedAsync();
        var name = new { status = "PENDING_REVIEW", wabaId = KettleWaba };
        await sandbox.PostAsync($"meta/numbers/{MovingNumber.Phone}/name-status", name);
        Assert.Equal(2388001, (await moving.RegisterAsync(id)).Subcode());
        var read = await sandbox.GraphAsync(HttpMethod.Get, id + "?fields=name_status,code_verification_status");
        Assert.Equal(("PENDING_REVIEW", "VERIFIED"), (read.Body.Text("name_status"), read.Body.Text("code_verification_status")));
        await sandbox.PostAsync($"meta/numbers/{MovingNumber.Phone}/name-status", name with { status = "APPROVED" });
        Assert.Equal(200, (await moving.RegisterAsync(id)).Status);
    }

    [Fact]
    public async Task What_passes_by_itself_or_by_the_documented_step_lets_the_number_through()
    {
        await using var sandbox = await StartAsync();
        var moving = new MovingNumber(sandbox);
        var id = await moving.VerifiedAsync();
        await moving.ConditionsAsync("""{"maintenanceFor":"00:05:00","certificateInvalid":true,"incompleteDeregistration":true}""");
        Assert.Equal(131057, (await moving.RegisterAsync(id)).Code());
        await sandbox.AdvanceAsync(TimeSpan.FromMinutes(6));
        Assert.Equal(133000, (await moving.RegisterAsync(id)).Code());
        Assert.Equal(200, (await sandbox.GraphAsync(HttpMethod.Post, id + "/deregister")).Status);
        Assert.Equal(131045, (await moving.RegisterAsync(id)).Code());
        Assert.Equal(200, (await moving.RegisterAsync(id)).Status);
        Assert.Equal(1, (await moving.TruthAsync())["registrations"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_number_that_its_admin_deleted_meanwhile_is_not_registered_for_five_minutes()
    {
        await using var sandbox = await StartAsync();
        var moving = new MovingNumber(sandbox);
        var id = await moving.VerifiedAsync();
        await sandbox.PostAsync($"meta/numbers/{MovingNumber.Phone}/delete");
        Assert.Equal(133015, (await moving.RegisterAsync(id)).Code());
    }
}
