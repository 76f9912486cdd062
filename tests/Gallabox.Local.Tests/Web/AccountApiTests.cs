using System.Net;
using Gallabox.Local.Tests.Support;
using Xunit;

namespace Gallabox.Local.Tests.Web;

/// <summary>Accounts over the API.</summary>
public sealed class AccountApiTests : ApiTest
{
    private const string Good = """{"name":"Acme","emails":["Ann@Acme.example"],"region":"DE","timeZone":"Europe/Berlin"}""";

    [Fact]
    public async Task AnAccountHasTheShapeOfTheContract()
    {
        var account = await GetAsync("/api/accounts/lumen");
        Assert.Equal(["businessVerified", "dues", "emails", "id", "language", "name", "numbers", "region", "timeZone"], Names(account));
        Assert.Equal((12900, "USD"), (account["dues"]!["amount"]!.GetValue<int>(), account["dues"]!["currency"]!.GetValue<string>()));
        Assert.Equal("+14155550132", account["numbers"]![0]!.GetValue<string>());
    }

    [Fact]
    public async Task AccountsAreListedPageByPage()
    {
        var first = await GetAsync("/api/accounts?take=1");
        Assert.Equal("kettle", first["items"]![0]!["id"]!.GetValue<string>());
        var second = await GetAsync("/api/accounts?take=1&after=" + first["next"]!.GetValue<string>());
        Assert.Equal("lumen", second["items"]![0]!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task AnAccountIsCreatedThenReplaced()
    {
        using var created = await SendAsync(HttpMethod.Put, "/api/accounts/acme", Good);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal("/api/accounts/acme", created.Headers.Location?.ToString());
        Assert.Equal("ann@acme.example", (await JsonAsync(created))["emails"]![0]!.GetValue<string>());
        (await SendAsync(HttpMethod.Put, "/api/accounts/acme/dues", "{\"amount\":700,\"currency\":\"EUR\"}")).Dispose();
        using var replaced = await SendAsync(HttpMethod.Put, "/api/accounts/acme", Good.Replace("Acme\"", "Acme GmbH\"", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, replaced.StatusCode);
        Assert.Equal(700, (await JsonAsync(replaced))["dues"]!["amount"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("name", "\"\"")]
    [InlineData("emails", "[\"not an address\"]")]
    [InlineData("emails", "[\"Ann <ann@acme.example>\"]")]
    [InlineData("region", "\"Germany\"")]
    [InlineData("region", "\"de\"")]
    [InlineData("timeZone", "\"Berlin\"")]
    [InlineData("timeZone", "\"Mars/Base\"")]
    [InlineData("language", "\"english please\"")]
    [InlineData("dues", "{\"amount\":1}")]
    public async Task ABadMemberIsNamed(string member, string value)
    {
        var body = System.Text.Json.Nodes.JsonNode.Parse(Good)!.AsObject();
        body[member] = System.Text.Json.Nodes.JsonNode.Parse(value);
        using var answer = await SendAsync(HttpMethod.Put, "/api/accounts/acme", body.ToJsonString());
        var problem = await ProblemAsync(answer, HttpStatusCode.BadRequest, "bad-input");
        Assert.Contains(member == "dues" ? "currency" : member, problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        using var read = await Program.GetAsync("/api/accounts/acme");
        await ProblemAsync(read, HttpStatusCode.NotFound, "unknown-account");
    }

    [Fact]
    public async Task AnAddressOfAnotherAccountIsRefused()
    {
        using var answer = await SendAsync(HttpMethod.Put, "/api/accounts/acme", Good.Replace("Ann@Acme.example", "ASHA@kettle.example", StringComparison.Ordinal));
        await ProblemAsync(answer, HttpStatusCode.Conflict, "address-taken");
    }

    [Theory]
    [InlineData("Acme")]
    [InlineData("a_b")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task AnIdIsPlain(string id)
    {
        using var answer = await SendAsync(HttpMethod.Put, $"/api/accounts/{id}", Good);
        await ProblemAsync(answer, HttpStatusCode.BadRequest, "bad-input");
    }

    [Fact]
    public async Task DuesNudgeTheOpenCasesOfTheAccountsNumbers()
    {
        var id = await Host.OpenDeletionAsync();
        using var other = await SendAsync(HttpMethod.Put, "/api/accounts/lumen/dues", "{\"amount\":0,\"currency\":\"USD\"}");
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.Empty(Host.Flows.Nudged);
        using var own = await SendAsync(HttpMethod.Put, "/api/accounts/kettle/dues", "{\"amount\":0,\"currency\":\"INR\"}");
        Assert.Equal([id], Host.Flows.Nudged);
    }

    [Fact]
    public async Task DuesOfAnUnknownAccountAreNotFound()
    {
        using var answer = await SendAsync(HttpMethod.Put, "/api/accounts/nobody/dues", "{\"amount\":0,\"currency\":\"USD\"}");
        await ProblemAsync(answer, HttpStatusCode.NotFound, "unknown-account");
    }
}
