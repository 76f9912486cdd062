using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Gallabox.Local.Tests.Support;
using Gallabox.Web.Entry;
using Xunit;

namespace Gallabox.Local.Tests.Web;

/// <summary>Who may call what.</summary>
public sealed class EntryTests : ApiTest
{
    [Theory]
    [InlineData(null)]
    [InlineData("Bearer wrong")]
    [InlineData("Bearer ")]
    [InlineData("Basic operator-key-of-the-tests")]
    [InlineData("operator-key-of-the-tests")]
    public async Task TheApiRefusesWhoHasNotTheKey(string? authorization)
    {
        using var stranger = Host.Stranger();
        if (authorization is not null)
            stranger.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);
        using var answer = await stranger.GetAsync("/api/cases");
        await ProblemAsync(answer, HttpStatusCode.Unauthorized, "unauthenticated");
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Fact]
    public async Task ARefusedWriteReadsNoBodyAndLeavesNoKey()
    {
        using var stranger = Host.Stranger();
        using var refused = await SendAsync(HttpMethod.Put, "/api/accounts/kettle/dues", "{\"amount\":1,\"currency\":\"INR\"}", "k1", stranger);
        await ProblemAsync(refused, HttpStatusCode.Unauthorized, "unauthenticated");
        using var taken = await SendAsync(HttpMethod.Put, "/api/accounts/kettle/dues", "{\"amount\":2,\"currency\":\"INR\"}", "k1");
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
    }

    [Fact]
    public async Task TheKeyBeforeStillOpensWhileCallersMoveOver()
    {
        Host.Settings["Gallabox:OperatorKeyPrevious"] = "the-key-before-this-one";
        await using var host = await AnotherHostAsync();
        foreach (var (key, status) in new[] { ("the-key-before-this-one", HttpStatusCode.OK), (WebHost.OperatorKey, HttpStatusCode.OK), ("neither-of-the-two", HttpStatusCode.Unauthorized) })
        {
            using var client = host.Host.Stranger();
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
            using var answer = await client.GetAsync("/api/accounts");
            Assert.Equal(status, answer.StatusCode);
        }
    }

    [Fact]
    public async Task TheClientPrincipalIsIgnoredUntilItIsTrusted()
    {
        using var stranger = Host.Stranger();
        stranger.DefaultRequestHeaders.Add(ClientPrincipals.Header, Principal("operator"));
        using var answer = await stranger.GetAsync("/api/cases");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("operator", HttpStatusCode.OK)]
    [InlineData("reader", HttpStatusCode.Forbidden)]
    public async Task ATrustedPrincipalNeedsTheRole(string role, HttpStatusCode status)
    {
        Host.Settings["Gallabox:TrustClientPrincipal"] = "true";
        await using var host = await AnotherHostAsync();
        using var person = host.Host.Stranger();
        person.DefaultRequestHeaders.Add(ClientPrincipals.Header, Principal(role));
        foreach (var path in new[] { "/api/cases", "/" })
        {
            using var answer = await person.GetAsync(path);
            Assert.Equal(status, answer.StatusCode);
        }
    }

    [Fact]
    public async Task APrincipalsNameIsWhoActed()
    {
        Host.Settings["Gallabox:TrustClientPrincipal"] = "true";
        await using var host = await AnotherHostAsync();
        var id = await host.Host.OpenDeletionAsync();
        using var person = host.Host.Stranger();
        person.DefaultRequestHeaders.Add(ClientPrincipals.Header, Principal("operator"));
        using var answer = await SendAsync(HttpMethod.Post, $"/api/cases/{id}/note", "{\"note\":\"seen\",\"by\":\"somebody else\"}", by: person);
        var timeline = (await JsonAsync(answer))["timeline"]!.AsArray();
        Assert.Equal("operator:mia@gallabox.example", timeline[^1]!["by"]!.GetValue<string>());
    }

    [Fact]
    public async Task AGarbledPrincipalIsNobody()
    {
        Host.Settings["Gallabox:TrustClientPrincipal"] = "true";
        await using var host = await AnotherHostAsync();
        using var stranger = host.Host.Stranger();
        stranger.DefaultRequestHeaders.TryAddWithoutValidation(ClientPrincipals.Header, "not-base64!");
        using var answer = await stranger.GetAsync("/api/cases");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task AHostWithoutAnyOperatorDoesNotStart()
    {
        Host.Settings["Gallabox:OperatorKey"] = "";
        await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(async () => await AnotherHostAsync());
    }

    private async Task<OtherHost> AnotherHostAsync()
    {
        var host = new WebHost();
        foreach (var (name, value) in Host.Settings)
            host.Settings[name] = value;
        await host.InitializeAsync();
        return new OtherHost(host);
    }

    private static string Principal(string role) => Convert.ToBase64String(Encoding.UTF8.GetBytes(
        $$"""{"auth_typ":"aad","name_typ":"name","role_typ":"roles","claims":[{"typ":"name","val":"Mia"},{"typ":"preferred_username","val":"mia@gallabox.example"},{"typ":"roles","val":"{{role}}"}]}"""));

    private sealed class OtherHost(WebHost host) : IAsyncDisposable
    {
        public WebHost Host => host;

        public async ValueTask DisposeAsync() => await host.DisposeAsync();
    }
}
