using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gallabox.Local.Tests.Support;
using Xunit;

namespace Gallabox.Local.Tests.Web;

/// <summary>What tests of the API share: a host of their own, an operator's program, and how answers are read.</summary>
public abstract class ApiTest : IAsyncLifetime
{
    protected WebHost Host { get; } = new();

    protected HttpClient Program { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await Host.InitializeAsync();
        Program = Host.Program();
    }

    public Task DisposeAsync() => Host.DisposeAsync();

    protected Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? json = null, string? key = null, HttpClient? by = null)
    {
        var request = new HttpRequestMessage(method, path);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return (by ?? Program).SendAsync(request);
    }

    protected async Task<JsonNode> GetAsync(string path)
    {
        using var answer = await Program.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await JsonAsync(answer))!;
    }

    protected static async Task<JsonNode> JsonAsync(HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

    /// <summary>The answer is a problem of that kind, whole and of the right type.</summary>
    protected static async Task<JsonNode> ProblemAsync(HttpResponseMessage answer, HttpStatusCode status, string slug)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{(int)answer.StatusCode} where {(int)status} was expected: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(text)!;
        Assert.Equal("urn:gallabox:problem:" + slug, problem["type"]!.GetValue<string>());
        Assert.Equal((int)status, problem["status"]!.GetValue<int>());
        Assert.NotEmpty(problem["title"]!.GetValue<string>());
        Assert.NotEmpty(problem["detail"]!.GetValue<string>());
        return problem;
    }

    protected static IEnumerable<string> Names(JsonNode node) => node.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal);

    protected static DateTimeOffset Time(JsonNode? node) => node!.GetValue<JsonElement>().GetDateTimeOffset();
}
