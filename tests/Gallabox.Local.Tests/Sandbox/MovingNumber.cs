using System.Text.Json.Nodes;
using static Gallabox.Local.Tests.Sandbox.SandboxUnderTest;

namespace Gallabox.Local.Tests.Sandbox;

/// <summary>The demo's number at another provider, and the calls that move it to Kettle's account.</summary>
internal sealed class MovingNumber(SandboxUnderTest sandbox, string destination = KettleWaba)
{
    public const string Phone = "919812345678";
    public const string SourceWaba = "730015500220099";
    public const string SourceNumber = "881200334455699";
    public const string Business = "560077001122334";

    public Task<(int Status, JsonNode Body)> StartAsync() => sandbox.GraphAsync(HttpMethod.Post, destination + "/phone_numbers",
        new { cc = "91", phone_number = Phone[2..], migrate_phone_number = true });

    public Task TwoStepOffAsync() => sandbox.PostAsync($"meta/numbers/{Phone}/two-step", new { enabled = false });

    public Task<JsonNode> ConditionsAsync(string json) => sandbox.PostAsync($"meta/numbers/{Phone}/conditions", JsonNode.Parse(json));

    /// <summary>Two-step verification off, and the new node's id.</summary>
    public async Task<string> StartedAsync()
    {
        await TwoStepOffAsync();
        return (await StartAsync()).Body.Text("id");
    }

    /// <summary>Started, and its ownership proved by the code that the owner was sent.</summary>
    public async Task<string> VerifiedAsync()
    {
        var id = await StartedAsync();
        await AskAsync(id);
        await VerifyAsync(id, (await TruthAsync()).Text("oneTimeCode"));
        return id;
    }

    public Task<(int Status, JsonNode Body)> AskAsync(string id) =>
        sandbox.GraphAsync(HttpMethod.Post, id + "/request_code", new { code_method = "SMS", language = "en_US" });

    public Task<(int Status, JsonNode Body)> VerifyAsync(string id, string code) =>
        sandbox.GraphAsync(HttpMethod.Post, id + "/verify_code", new { code });

    public Task<(int Status, JsonNode Body)> RegisterAsync(string id) =>
        sandbox.GraphAsync(HttpMethod.Post, id + "/register", new { messaging_product = "whatsapp", pin = "424242" });

    public Task<JsonNode> TruthAsync() => sandbox.GetAsync($"meta/numbers/{Phone}");
}
