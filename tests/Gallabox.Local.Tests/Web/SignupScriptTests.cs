using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gallabox.Web;
using Xunit;

namespace Gallabox.Local.Tests.Web;

/// <summary>The script of the sign-up page, run by Node with a page and an SDK that a test drives.</summary>
public sealed class SignupScriptTests
{
    private const string Meta = "https://www.facebook.com";
    private const string Finish = """{"type":"WA_EMBEDDED_SIGNUP","event":"FINISH","data":{"waba_id":"730","phone_number_id":"991"}}""";
    private const string Noise = "cb=f2&type=login";

    [Fact]
    public void ItOpensVersionFourWithOurConfiguration()
    {
        var ran = Run(Loaded, Press);
        Assert.Equal("https://connect.facebook.net/en_US/sdk.js", ran["sdk"]!.GetValue<string>());
        Assert.Equal("""{"appId":"4242","autoLogAppEvents":false,"xfbml":false,"version":"v25.0"}""", ran["init"]!.ToJsonString());
        Assert.Equal(
            """{"config_id":"77","response_type":"code","override_default_response_type":true,"extras":{"setup":{},"sessionInfoVersion":"3","version":"v4"}}""",
            ran["login"]!.ToJsonString());
    }

    [Fact]
    public void TheMessageMayComeFirst() => Assert.Equal(["AQD1 730 991"], Posts(Run(Loaded, Press, Told(Noise), Told(Finish), Login("AQD1"))));

    [Fact]
    public void TheCodeMayComeFirst() => Assert.Equal(["AQD1 730 991"], Posts(Run(Loaded, Press, Login("AQD1"), Told(Noise), Told(Finish))));

    [Fact]
    public void ItIsPostedOnce() => Assert.Single(Posts(Run(Loaded, Press, Login("AQD1"), Told(Finish), Told(Finish), Login("AQD2"))));

    [Theory]
    [InlineData("https://www.facebook.com", "https://facebook.com", true)]
    [InlineData("https://business.facebook.com", "https://facebook.com", true)]
    [InlineData("https://facebook.com", "https://facebook.com", true)]
    [InlineData("http://www.facebook.com", "https://facebook.com", false)]
    [InlineData("https://notfacebook.com", "https://facebook.com", false)]
    [InlineData("https://facebook.com.evil.example", "https://facebook.com", false)]
    [InlineData("https://www.facebook.com:8443", "https://facebook.com", false)]
    [InlineData("null", "https://facebook.com", false)]
    [InlineData("http://localhost:7071", "http://localhost:7071", true)]
    [InlineData("http://localhost:7072", "http://localhost:7071", false)]
    [InlineData("http://x.localhost:7071", "http://localhost:7071", false)]
    public void OnlyMetaIsBelieved(string from, string origin, bool isBelieved) =>
        Assert.Equal(isBelieved, Posts(RunAt(origin, Loaded, Press, Login("AQD1"), Told(Finish, from))).Count == 1);

    [Theory]
    [InlineData("""{"type":"WA_EMBEDDED_SIGNUP","event":"CANCEL","data":{"current_step":"PHONE_NUMBER_SETUP"}}""", "entering the number")]
    [InlineData("""{"type":"WA_EMBEDDED_SIGNUP","event":"CANCEL","data":{"current_step":"NEW_STEP"}}""", "NEW_STEP")]
    [InlineData("""{"type":"WA_EMBEDDED_SIGNUP","event":"CANCEL","data":{"error_message":"Number is banned","error_id":"524126","session_id":"s-9"}}""", "Number is banned (error 524126, session s-9)")]
    [InlineData("""{"type":"WA_EMBEDDED_SIGNUP","event":"FINISH_ONLY_WABA","data":{"waba_id":"730"}}""", "ended without a number")]
    [InlineData("""{"type":"WA_EMBEDDED_SIGNUP","event":"FINISH_WHATSAPP_BUSINESS_APP_ONBOARDING","data":{"waba_id":"730","phone_number_id":"991"}}""", "stays in the WhatsApp Business app")]
    public void EveryOtherEndHasItsWordsAndTheButtonComesBack(string message, string words)
    {
        var ran = Run(Loaded, Press, Told(message), Login(null));
        Assert.Contains(words, Said(ran), StringComparison.Ordinal);
        Assert.True(ran["mayPress"]!.GetValue<bool>());
        Assert.Empty(Posts(ran));
    }

    [Fact]
    public void AClosedWindowIsSaidToBeClosed() => Assert.Contains("closed before the end", Said(Run(Loaded, Press, Login(null))), StringComparison.Ordinal);

    [Fact]
    public void ACodeWithoutANumberIsGivenUpWhenItHasExpired()
    {
        var ran = Run(Loaded, Press, Login("AQD1"), Step("later"));
        Assert.Contains("did not say which number", Said(ran), StringComparison.Ordinal);
        Assert.True(ran["mayPress"]!.GetValue<bool>());
    }

    [Fact]
    public void AMessageThatNobodyAskedForChangesNothing() => Assert.Empty(Posts(Run(Loaded, Told(Finish), Press, Login("AQD1"))));

    [Fact]
    public void WithoutMetasScriptThePageSaysWhy()
    {
        var ran = Run(Step("blocked"));
        Assert.Contains("could not be loaded", Said(ran), StringComparison.Ordinal);
        Assert.False(ran["mayPress"]!.GetValue<bool>());
    }

    private static JsonObject Loaded => Step("loaded");

    private static JsonObject Press => Step("press");

    private static JsonObject Step(string does) => new() { ["does"] = does };

    private static JsonObject Told(string data, string from = Meta) => new() { ["does"] = "message", ["from"] = from, ["data"] = data };

    private static JsonObject Login(string? code) => new() { ["does"] = "login", ["code"] = code };

    private static List<string> Posts(JsonNode ran) => [.. ran["posts"]!.AsArray().Select(post => post!.GetValue<string>())];

    private static string Said(JsonNode ran) => ran["said"]!.AsArray()[^1]!.GetValue<string>();

    private static JsonNode Run(params JsonObject[] steps) => RunAt("https://facebook.com", steps);

    private static JsonNode RunAt(string origin, params JsonObject[] steps)
    {
        var script = Path.GetTempFileName();
        try
        {
            using (var asset = typeof(Routes).Assembly.GetManifestResourceStream("signup.js")!)
            using (var file = File.Create(script))
                asset.CopyTo(file);
            var scenario = new JsonObject { ["origin"] = origin, ["steps"] = new JsonArray([.. steps]) };
            var page = Path.Combine(AppContext.BaseDirectory, "Web", "SignupScript.js");
            var start = new ProcessStartInfo("node", [page, script, scenario.ToJsonString()]) { RedirectStandardOutput = true };
            using var node = Process.Start(start)!;
            var printed = node.StandardOutput.ReadToEnd();
            node.WaitForExit();
            Assert.Equal(0, node.ExitCode);
            return JsonNode.Parse(printed) ?? throw new JsonException("Node printed nothing.");
        }
        finally
        {
            File.Delete(script);
        }
    }
}
