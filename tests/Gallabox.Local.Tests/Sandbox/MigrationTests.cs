using System.Text.Json.Nodes;
using Xunit;
using static Gallabox.Local.Tests.Sandbox.SandboxUnderTest;

namespace Gallabox.Local.Tests.Sandbox;

public class MigrationTests
{
    private const string Phone = "919822000001";
    private static readonly object migrate = new { cc = "91", phone_number = "9822000001", migrate_phone_number = true };

    [Fact]
    public async Task A_number_moves_once_its_two_step_verification_is_off_and_its_owner_tells_the_code()
    {
        await using var sandbox = await StartAsync();
        Assert.Equal(2388001, (await Start(sandbox)).Subcode());
        await sandbox.PostAsync($"meta/numbers/+{Phone}/two-step", new { enabled = false });
        var id = (await Start(sandbox)).Body.Text("id");
        Assert.Equal(133006, (await Register(sandbox, id)).Code());
        var asked = await sandbox.GraphAsync(HttpMethod.Post, id + "/request_code", new { code_method = "SMS", language = "en_US" });
        Assert.Equal(200, asked.Status);
        var code = (await sandbox.GetAsync($"meta/numbers/+{Phone}")).Text("oneTimeCode");
        Assert.Equal(136025, (await Verify(sandbox, id, code == "000000" ? "000001" : "000000")).Code());
        Assert.Equal(200, (await Verify(sandbox, id, code)).Status);
        Assert.Equal(200, (await Register(sandbox, id)).Status);
        var truth = await sandbox.GetAsync($"meta/numbers/+{Phone}");
        Assert.Equal((id, "CONNECTED", true), (truth.Text("id"), truth.Text("status"), truth["twoStep"]!.GetValue<bool>()));
        Assert.Contains(truth["nodes"]!.AsArray(), node => node!.Text("status") == "MIGRATED");
    }

    [Fact]
    public async Task Starting_twice_says_that_the_number_is_there_already()
    {
        await using var sandbox = await StartAsync();
        await sandbox.PostAsync($"meta/numbers/{Phone}/two-step", new { enabled = false });
        await Start(sandbox);
        Assert.Equal(2388012, (await Start(sandbox)).Subcode());
    }

    [Theory]
    [InlineData("wabas/730015500220011", """{"apps":[]}""", "webhook subscription")]
    [InlineData("wabas/730015500220011", """{"hasPayment":false}""", "credit line")]
    [InlineData("wabas/730015500220011", """{"reviewStatus":"PENDING"}""", "not approved")]
    [InlineData("wabas/730015500220011", """{"businessVerified":false}""", "not verified")]
    [InlineData("wabas/730015500220011", """{"messagingForAccepted":false}""", "Messaging For")]
    [InlineData("numbers", """{"phone":"919822000001","nameStatus":"DECLINED"}""", "display name")]
    [InlineData("numbers", """{"phone":"919822000001","portfolioId":"560011111111111"}""", "different businesses")]
    [InlineData("numbers", """{"phone":"919822000001","testNumber":true}""", "unspecific")]
    [InlineData("numbers", """{"phone":"919822000001","status":"DISCONNECTED"}""", "added directly")]
    public async Task The_many_meanings_of_2388103_come_from_the_state_of_the_world(string path, string state, string text)
    {
        await using var sandbox = await StartAsync();
        await sandbox.PostAsync("meta/" + path, JsonNode.Parse(state));
        var answer = await Start(sandbox);
        Assert.Equal((100, 2388103), (answer.Code(), answer.Subcode()));
        Assert.Contains(text, answer.Body["error"]!["error_data"]!.Text("details"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_that_was_just_deleted_can_be_registered_after_five_minutes()
    {
        await using var sandbox = await StartAsync();
        await sandbox.PostAsync($"meta/numbers/{Kettle}/delete");
        var added = await sandbox.GraphAsync(HttpMethod.Post, KettleWaba + "/phone_numbers",
            new { cc = "91", phone_number = "9876543210", verified_name = "Kettle" });
        var id = added.Body.Text("id");
        Assert.Equal(133015, (await Register(sandbox, id)).Code());
        await sandbox.AdvanceAsync(TimeSpan.FromMinutes(6));
        Assert.Equal(133006, (await Register(sandbox, id)).Code());
    }

    private static Task<(int Status, JsonNode Body)> Start(SandboxUnderTest sandbox) =>
        sandbox.GraphAsync(HttpMethod.Post, KettleWaba + "/phone_numbers", migrate);

    private static Task<(int Status, JsonNode Body)> Register(SandboxUnderTest sandbox, string id) =>
        sandbox.GraphAsync(HttpMethod.Post, id + "/register", new { messaging_product = "whatsapp", pin = "424242" });

    private static Task<(int Status, JsonNode Body)> Verify(SandboxUnderTest sandbox, string id, string code) =>
        sandbox.GraphAsync(HttpMethod.Post, id + "/verify_code", new { code });
}
