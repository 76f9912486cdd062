using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit;
using static Gallabox.Local.Tests.Sandbox.SandboxUnderTest;

namespace Gallabox.Local.Tests.Sandbox;

/// <summary>Embedded Signup: the dialog in a browser, and the same without one.</summary>
public partial class EmbeddedSignupTests
{
    [Fact]
    public async Task The_host_is_told_where_the_script_and_the_dialog_come_from()
    {
        await using var sandbox = await StartAsync();
        var origin = sandbox.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);
        Assert.Equal((origin, origin + "/sandbox/meta/sdk.js"), (sandbox.Settings["Meta:DialogOrigin"], sandbox.Settings["Meta:SdkUrl"]));
        using var script = await sandbox.Http.GetAsync(sandbox.Settings["Meta:SdkUrl"]);
        Assert.Equal("text/javascript", script.Content.Headers.ContentType!.MediaType);
        Assert.Contains("fbAsyncInit", await script.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("callback-first", 2)]
    public async Task Finishing_tells_the_page_the_ids_and_hands_it_a_code(string order, int place)
    {
        await using var sandbox = await StartAsync();
        var messages = await PressAsync(sandbox, "finish", ("number", "+91 98111 77777"), ("name", "Cafe"), ("account", ""), ("order", order));
        Assert.Equal(3, messages.Count);
        Assert.False(messages[0].StartsWith('{'));
        var told = JsonNode.Parse(messages[place])!;
        Assert.Equal(("WA_EMBEDDED_SIGNUP", "FINISH"), (told.Text("type"), told.Text("event")));
        var truth = await sandbox.GetAsync("meta/numbers/919811177777");
        Assert.Equal((truth.Text("wabaId"), truth.Text("id"), truth.Text("portfolioId")),
            (told["data"]!.Text("waba_id"), told["data"]!.Text("phone_number_id"), told["data"]!.Text("business_id")));
        var code = CodeIn().Match(messages[3 - place]).Groups[1].Value;
        var traded = await sandbox.GraphAsync(HttpMethod.Get,
            $"oauth/access_token?client_id={sandbox.Settings["Meta:AppId"]}&client_secret={sandbox.Settings["Meta:AppSecret"]}&code={code}");
        Assert.Equal(200, traded.Status);
    }

    [Theory]
    [InlineData("cancel", "current_step")]
    [InlineData("error", "error_message")]
    public async Task Cancelling_and_an_error_are_told_and_nothing_is_made(string act, string member)
    {
        await using var sandbox = await StartAsync();
        var messages = await PressAsync(sandbox, act, ("number", "919811177777"));
        var told = JsonNode.Parse(messages[1])!;
        Assert.Equal("CANCEL", told.Text("event"));
        Assert.NotEmpty(told["data"]!.Text(member));
        Assert.EndsWith("status=unknown", messages[2], StringComparison.Ordinal);
        Assert.Equal(404, (await sandbox.ControlAsync(HttpMethod.Get, "meta/numbers/919811177777")).Status);
    }

    [Fact]
    public async Task The_dialog_keeps_a_strict_policy_and_shows_why_it_refuses()
    {
        await using var sandbox = await StartAsync();
        using var form = await sandbox.Http.GetAsync(Dialog(sandbox));
        Assert.Contains("script-src 'self'", form.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", await form.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var fields = Fields("finish", ("number", MovingNumber.Phone));
        using var refused = await sandbox.Http.PostAsync(Dialog(sandbox), fields);
        Assert.Contains("two-step verification on", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var stranger = await sandbox.Http.GetAsync("/sandbox/meta/dialog?app_id=1&config_id=2");
        Assert.Equal(HttpStatusCode.NotFound, stranger.StatusCode);
    }

    [Fact]
    public async Task A_number_from_elsewhere_moves_within_its_business_and_is_announced()
    {
        await using var sandbox = await StartAsync();
        var moving = new MovingNumber(sandbox);
        await moving.TwoStepOffAsync();
        var made = await sandbox.PostAsync("meta/signup", new { phone = MovingNumber.Phone, name = "Kettle & Cup" });
        Assert.Equal((MovingNumber.Business, "FINISH"), (made.Text("businessId"), made["event"]!.Text("event")));
        Assert.Equal(made.Text("code"), made["login"]!["authResponse"]!.Text("code"));
        Assert.Equal(200, (await moving.RegisterAsync(made.Text("phoneNumberId"))).Status);
        Assert.Contains((await moving.TruthAsync())["nodes"]!.AsArray(), node => node!.Text("status") == "MIGRATED");
        await sandbox.AdvanceAsync();
        var value = sandbox.Webhooks.Single().Json["entry"]![0]!["changes"]![0]!["value"]!;
        Assert.Equal(("PARTNER_ADDED", made.Text("wabaId")), (value.Text("event"), value["waba_info"]!.Text("waba_id")));
    }

    [Theory]
    [InlineData("""{"phone":"919812345678","wabaId":"730015500220022"}""", "different-business")]
    [InlineData("""{"phone":"919812345678","wabaId":"1"}""", "unknown-waba")]
    [InlineData("""{"wabaId":"730015500220022"}""", "missing-phone")]
    [InlineData("""{"event":"SHRUG"}""", "unknown-event")]
    public async Task A_sign_up_that_cannot_be_says_why(string request, string reason)
    {
        await using var sandbox = await StartAsync();
        await new MovingNumber(sandbox).TwoStepOffAsync();
        Assert.Equal(reason, (await sandbox.PostAsync("meta/signup", JsonNode.Parse(request))).Text("error"));
    }

    [Fact]
    public async Task Signing_the_same_number_up_again_verifies_the_same_node()
    {
        await using var sandbox = await StartAsync();
        var first = await sandbox.PostAsync("meta/signup", new { phone = "+919811155555", name = "Cafe" });
        var again = await sandbox.PostAsync("meta/signup", new { phone = "+919811155555", wabaId = first.Text("wabaId") });
        Assert.Equal(first.Text("phoneNumberId"), again.Text("phoneNumberId"));
    }

    [Theory]
    [InlineData("cancel")]
    [InlineData("error")]
    public async Task Without_a_browser_the_other_ends_can_be_had_too(string end)
    {
        await using var sandbox = await StartAsync();
        var told = await sandbox.PostAsync("meta/signup", new { @event = end });
        Assert.Equal("CANCEL", told["event"]!.Text("event"));
        Assert.Null(told["login"]!["authResponse"]);
        Assert.Null(told["code"]);
    }

    private static string Dialog(SandboxUnderTest sandbox) =>
        $"/sandbox/meta/dialog?app_id={sandbox.Settings["Meta:AppId"]}&config_id={sandbox.Settings["Meta:SignupConfigId"]}&origin=http://page.test";

    private static FormUrlEncodedContent Fields(string act, params (string Name, string Value)[] fields) =>
        new(fields.Append(("act", act)).ToDictionary(field => field.Item1, field => field.Item2));

    /// <summary>What the dialog's page tells its opener.</summary>
    private static async Task<IReadOnlyList<string>> PressAsync(SandboxUnderTest sandbox, string act, params (string Name, string Value)[] fields)
    {
        using var form = Fields(act, fields);
        using var answer = await sandbox.Http.PostAsync(Dialog(sandbox), form);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("data-origin=\"http://page.test\"", page, StringComparison.Ordinal);
        return JsonSerializer.Deserialize<List<string>>(WebUtility.HtmlDecode(MessagesIn().Match(page).Groups[1].Value))!;
    }

    [GeneratedRegex("data-messages=\"([^\"]*)\"")]
    private static partial Regex MessagesIn();

    [GeneratedRegex("code=([A-Za-z0-9]+)")]
    private static partial Regex CodeIn();
}
