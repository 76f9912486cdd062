using System.Text.Json.Nodes;
using Xunit;
using static Gallabox.Local.Tests.Sandbox.SandboxUnderTest;

namespace Gallabox.Local.Tests.Sandbox;

/// <summary>Templates belong to an account; the good ones follow a number that moves.</summary>
public class TemplateTests
{
    [Fact]
    public async Task At_the_cut_over_the_good_templates_follow_once_and_of_unknown_quality()
    {
        await using var sandbox = await StartAsync();
        var moving = new MovingNumber(sandbox);
        await moving.RegisterAsync(await moving.VerifiedAsync());
        Assert.Equal(
            [("order_utility", "GREEN"), ("spring_offer", "YELLOW"), ("login_auth", "UNKNOWN"), ("table_booked", "UNKNOWN")],
            await ListAsync(sandbox, KettleWaba));
    }

    [Fact]
    public async Task A_copy_that_failed_is_made_up_for_by_hand()
    {
        await using var sandbox = await StartAsync();
        var moving = new MovingNumber(sandbox);
        await sandbox.PostAsync("meta/wabas/" + KettleWaba, new { templateCopyFails = true });
        await moving.RegisterAsync(await moving.VerifiedAsync());
        Assert.Equal(3, (await ListAsync(sandbox, KettleWaba)).Count);
        var source = (await sandbox.GetAsync("meta/wabas/" + MovingNumber.SourceWaba))["templates"]!.AsArray();
        var answer = await MigrateAsync(sandbox, MovingNumber.SourceWaba);
        var good = source.First(template => template!.Text("name") == "table_booked")!.Text("id");
        Assert.Equal(good, answer.Body["migrated_templates"]!.AsArray().Single()!.GetValue<string>());
        Assert.Equal("{}", answer.Body["failed_templates"]!.ToJsonString());
        Assert.Contains(("table_booked", "UNKNOWN"), await ListAsync(sandbox, KettleWaba));
        Assert.Empty((await MigrateAsync(sandbox, MovingNumber.SourceWaba)).Body["migrated_templates"]!.AsArray());
    }

    [Fact]
    public async Task By_hand_a_template_of_unknown_quality_goes_too_and_one_that_is_not_approved_does_not()
    {
        await using var sandbox = await StartAsync();
        var templates = new[]
        {
            new { name = "fresh", category = "UTILITY", status = "APPROVED", quality = "UNKNOWN" },
            new { name = "poor", category = "UTILITY", status = "APPROVED", quality = "RED" },
            new { name = "refused", category = "UTILITY", status = "REJECTED", quality = "GREEN" },
        };
        await sandbox.PostAsync("meta/wabas/" + MovingNumber.SourceWaba, new { templates });
        await sandbox.PostAsync("meta/wabas/" + KettleWaba, new { templates = Array.Empty<object>() });
        await MigrateAsync(sandbox, MovingNumber.SourceWaba);
        Assert.Equal([("fresh", "UNKNOWN")], await ListAsync(sandbox, KettleWaba));
    }

    [Theory]
    [InlineData("730015500220022")]
    [InlineData("1")]
    [InlineData(null)]
    public async Task Templates_do_not_come_from_another_business(string? source)
    {
        await using var sandbox = await StartAsync();
        Assert.Equal(100, (await MigrateAsync(sandbox, source)).Code());
        Assert.Equal(3, (await ListAsync(sandbox, KettleWaba)).Count);
    }

    [Fact]
    public async Task A_new_account_has_none()
    {
        await using var sandbox = await StartAsync();
        var signedUp = await sandbox.PostAsync("meta/signup", new { phone = "+919811155555", name = "Cafe" });
        Assert.Empty(await ListAsync(sandbox, signedUp.Text("wabaId")));
    }

    private static Task<(int Status, JsonNode Body)> MigrateAsync(SandboxUnderTest sandbox, string? source) =>
        sandbox.GraphAsync(HttpMethod.Post, KettleWaba + "/migrate_message_templates", new { source_waba_id = source });

    private static async Task<IReadOnlyList<(string, string)>> ListAsync(SandboxUnderTest sandbox, string waba) =>
        [.. (await sandbox.GraphAsync(HttpMethod.Get, waba + "/message_templates")).Body["data"]!.AsArray()
            .Select(template => (template!.Text("name"), template!["quality_score"]!.Text("score")))];
}
