using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gallabox.Acceptance.Tests.Hosting;
using Xunit;

namespace Gallabox.Acceptance.Tests.Edge;

/// <summary>What comes in at the door and must not: each is refused with a problem that says what to do.</summary>
[Collection(OneWorld.Name)]
public sealed class EdgeTests(World world)
{
    [Fact]
    public async Task AnUnsignedMailIsRefused()
    {
        using var form = new MultipartFormDataContent { { new StringContent("asha@kettle.example"), "from" } };
        using var answer = await world.Anybody.PostAsync(new Uri("mail/inbound", UriKind.Relative), form);
        Assert.InRange((int)answer.StatusCode, 400, 403);
        await IsProblemAsync(answer);
    }

    [Theory]
    [InlineData("GET", "api/cases", 401)]
    [InlineData("POST", "api/cases/x/approve", 401)]
    [InlineData("GET", "api/nowhere", 404)]
    [InlineData("DELETE", "api/cases", 405)]
    public async Task WithoutTheKeyOrThePathThereIsAProblem(string method, string path, int status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        using var answer = await world.Anybody.SendAsync(request);
        Assert.Equal(status, (int)answer.StatusCode);
        await IsProblemAsync(answer);
    }

    [Theory]
    [InlineData("dance", 404)]
    [InlineData("approve", 404)]
    public async Task AnUnknownActOrCaseIsAProblem(string act, int status)
    {
        using var answer = await world.Cases.TryAsync("del-unknown", act);
        Assert.Equal(status, (int)answer.StatusCode);
        await IsProblemAsync(answer);
    }

    [Fact]
    public async Task AnActInTheWrongStateIsAConflict()
    {
        var id = await world.Cases.RequestAsync(Customer.Kettle);
        await world.Cases.InStateAsync(id, "in_review");
        using (var answer = await world.Cases.TryAsync(id, "confirm-deleted"))
            Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        await world.Cases.ActAsync(id, "cancel");
        await world.Cases.InStateAsync(id, "cancelled");
    }

    [Fact]
    public async Task AStaleOrForgedLinkShowsNothing()
    {
        using var answer = await world.Anybody.GetAsync(new Uri("my/bm90aGluZw.bm90aGluZw", UriKind.Relative));
        Assert.InRange((int)answer.StatusCode, 400, 410);
    }

    [Fact]
    public async Task AWriteWithAnIdempotencyKeyHappensOnce()
    {
        var id = await world.Cases.RequestAsync(Customer.Kettle);
        await world.Cases.InStateAsync(id, "in_review");
        for (var time = 0; time < 2; time++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"api/cases/{id}/note", UriKind.Relative));
            request.Headers.Add("Idempotency-Key", "note-" + id);
            request.Content = JsonContent.Create(new { note = "Called the customer." });
            using var answer = await world.Api.SendAsync(request);
            answer.EnsureSuccessStatusCode();
        }

        Assert.Single(Cases.Types(await world.Cases.ReadAsync(id)), "note");
        await world.Cases.ActAsync(id, "cancel");
        await world.Cases.InStateAsync(id, "cancelled");
    }

    [Theory]
    [InlineData("health/live", 200)]
    [InlineData("health/ready", 200)]
    [InlineData("openapi.json", 200)]
    [InlineData("", 401)]
    public async Task TheOpenDoorsAnswer(string path, int status)
    {
        using var answer = await world.Anybody.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(status, (int)answer.StatusCode);
    }

    private static async Task IsProblemAsync(HttpResponseMessage answer)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.All(new[] { "type", "title", "status", "detail" }, member => Assert.NotNull(problem[member]));
    }
}
