using System.Net;
using Gallabox.Core;
using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Local.Tests.Support;
using Xunit;

namespace Gallabox.Local.Tests.Web;

/// <summary>Cases over the API: their shape, their filters, and every act's ways.</summary>
public sealed class CaseApiTests : ApiTest
{
    [Fact]
    public async Task ACaseHasTheShapeOfTheContract()
    {
        var id = await Host.OpenDeletionAsync();
        var until = WebHost.Start.AddDays(7);
        await Host.ChangeAsync(id, today => today with { State = CaseState.Scheduled, ScheduledFor = until, WaitsFor = new Wait("date", "time", until) },
            new TimelineEntry(WebHost.Start, "system", "scheduled", "Set.", new Dictionary<string, string> { ["answer"] = "x" }));
        var shown = await GetAsync($"/api/cases/{id}");
        Assert.Equal(
            ["accountId", "allowed", "createdAt", "id", "kind", "mails", "phone", "scheduledFor", "state", "timeline", "updatedAt", "waitsFor"], Names(shown));
        Assert.Equal((id, "deletion", "+919876543210", "kettle", "scheduled"), (Text(shown, "id"), Text(shown, "kind"), Text(shown, "phone"), Text(shown, "accountId"), Text(shown, "state")));
        Assert.Equal(("date", "time"), (Text(shown["waitsFor"]!, "what"), Text(shown["waitsFor"]!, "on")));
        Assert.Equal((until, until), (Time(shown["waitsFor"]!["until"]), Time(shown["scheduledFor"])));
        Assert.Equal(["reject", "dues", "dues-settled", "reschedule", "cancel", "retry", "note"], shown["allowed"]!.AsArray().Select(act => act!.GetValue<string>()));
        var timeline = shown["timeline"]!.AsArray();
        Assert.Equal(["at", "by", "data", "text", "type"], Names(timeline[^1]!));
        Assert.Equal(["opened", "scheduled"], timeline.Select(entry => Text(entry!, "type")));
    }

    [Fact]
    public async Task AListLeavesTimelinesOutAndPages()
    {
        var kettle = await Host.OpenDeletionAsync();
        var other = await Host.OpenDeletionAsync(PhoneNumber.Parse("+919876543299"));
        var first = await GetAsync("/api/cases?take=1");
        var second = await GetAsync($"/api/cases?take=1&after={Text(first, "next")}");
        var ids = new[] { first, second }.Select(page => Text(page["items"]![0]!, "id"));
        Assert.Equal(new[] { kettle, other }.Order(StringComparer.Ordinal), ids);
        Assert.DoesNotContain("timeline", Names(first["items"]![0]!));
        Assert.Null((await GetAsync("/api/cases?take=10"))["next"]);
    }

    [Theory]
    [InlineData("?state=in_review", 1)]
    [InlineData("?state=scheduled", 0)]
    [InlineData("?kind=deletion", 1)]
    [InlineData("?kind=migration", 0)]
    [InlineData("?phone=%2B919876543210", 1)]
    [InlineData("?phone=+919876543210", 1)]
    [InlineData("?phone=919876543210", 1)]
    [InlineData("?phone=%2B919876543211", 0)]
    [InlineData("?state=in_review&kind=deletion&phone=919876543210", 1)]
    public async Task AListIsFiltered(string query, int found)
    {
        await Host.OpenDeletionAsync();
        Assert.Equal(found, (await GetAsync("/api/cases" + query))["items"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("?state=InReview", "in_review")]
    [InlineData("?state=3", "in_review")]
    [InlineData("?kind=removal", "deletion")]
    [InlineData("?phone=12ab", "E.164")]
    [InlineData("?take=0", "200")]
    [InlineData("?take=201", "200")]
    [InlineData("?take=x", "200")]
    public async Task ABadFilterSaysWhatIsGood(string query, string hint)
    {
        using var answer = await Program.GetAsync("/api/cases" + query);
        Assert.Contains(hint, Text(await ProblemAsync(answer, HttpStatusCode.BadRequest, "bad-input"), "detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnUnknownCaseIsNotFound()
    {
        using var read = await Program.GetAsync("/api/cases/del-0000000000");
        await ProblemAsync(read, HttpStatusCode.NotFound, "unknown-case");
        using var act = await SendAsync(HttpMethod.Post, "/api/cases/del-0000000000/approve");
        await ProblemAsync(act, HttpStatusCode.NotFound, "unknown-case");
    }

    [Theory]
    [InlineData("delete")]
    [InlineData("prove")]
    [InlineData("APPROVE")]
    public async Task AnUnknownActListsTheKnownOnes(string act)
    {
        var id = await Host.OpenDeletionAsync();
        using var answer = await SendAsync(HttpMethod.Post, $"/api/cases/{id}/{act}");
        var detail = Text(await ProblemAsync(answer, HttpStatusCode.NotFound, "unknown-action"), "detail");
        foreach (var known in new[] { "approve", "reject", "dues", "dues-settled", "reschedule", "cancel", "confirm-deleted", "retry", "note" })
            Assert.Contains(known, detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnActInTheWrongStateSaysTheStateAndTheRightOnes()
    {
        var id = await Host.OpenDeletionAsync(proof: null);
        using var answer = await SendAsync(HttpMethod.Post, $"/api/cases/{id}/approve");
        var problem = await ProblemAsync(answer, HttpStatusCode.Conflict, "wrong-state");
        Assert.Equal("awaiting_proof", Text(problem, "state"));
        Assert.Equal("in_review", problem["allowedIn"]![0]!.GetValue<string>());
        Assert.Contains("awaiting_proof", Text(problem, "detail"), StringComparison.Ordinal);
        Assert.Empty(Host.Flows.Nudged);
    }

    [Fact]
    public async Task AnActIsStoredNamedAndNudgesTheFlow()
    {
        var id = await Host.OpenDeletionAsync();
        using var answer = await SendAsync(HttpMethod.Post, $"/api/cases/{id}/approve", "{\"note\":\"Called them.\",\"by\":\"asha\"}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var last = (await JsonAsync(answer))["timeline"]!.AsArray()[^1]!;
        Assert.Equal(("operator:asha", "approved"), (Text(last, "by"), Text(last, "type")));
        Assert.Contains("Called them.", Text(last, "text"), StringComparison.Ordinal);
        Assert.Equal([id], Host.Flows.Nudged);
    }

    [Fact]
    public async Task ABodyMayBeLeftOut()
    {
        var id = await Host.OpenDeletionAsync();
        using var answer = await SendAsync(HttpMethod.Post, $"/api/cases/{id}/cancel");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("operator", Text((await JsonAsync(answer))["timeline"]!.AsArray()[^1]!, "by"));
    }

    [Theory]
    [InlineData("reject", "{}")]
    [InlineData("note", "{\"note\":\"  \"}")]
    [InlineData("reschedule", "{}")]
    [InlineData("reschedule", "{\"at\":\"2026-03-14T10:00:00\"}")]
    [InlineData("reschedule", "{\"at\":\"soon\"}")]
    [InlineData("reschedule", "{\"at\":\"2020-01-01T10:00:00Z\"}")]
    [InlineData("dues", "{}")]
    [InlineData("dues", "{\"amount\":100}")]
    [InlineData("dues", "{\"amount\":100,\"currency\":\"usd\"}")]
    [InlineData("dues", "{\"amount\":-1,\"currency\":\"USD\"}")]
    public async Task AnActWithoutWhatItNeedsIsRefusedAndLeavesNoTrace(string act, string body)
    {
        var id = await Host.OpenDeletionAsync();
        await Host.ChangeAsync(id, today => today with { State = CaseState.Scheduled, ScheduledFor = WebHost.Start.AddDays(7) });
        using var answer = await SendAsync(HttpMethod.Post, $"/api/cases/{id}/{act}", body);
        await ProblemAsync(answer, HttpStatusCode.BadRequest, "bad-input");
        Assert.Single((await GetAsync($"/api/cases/{id}"))["timeline"]!.AsArray());
    }

    [Theory]
    [InlineData("{\"note\":")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{\"amount\":1.5}")]
    [InlineData("{\"note\":7}")]
    public async Task ABodyThatIsNotTheJsonIsRefused(string body)
    {
        var id = await Host.OpenDeletionAsync();
        using var answer = await SendAsync(HttpMethod.Post, $"/api/cases/{id}/note", body);
        await ProblemAsync(answer, HttpStatusCode.BadRequest, "bad-json");
    }

    [Fact]
    public async Task AnotherContentTypeIsRefused()
    {
        var id = await Host.OpenDeletionAsync();
        using var form = new FormUrlEncodedContent([new("note", "x")]);
        using var answer = await Program.PostAsync($"/api/cases/{id}/note", form);
        await ProblemAsync(answer, HttpStatusCode.UnsupportedMediaType, "wrong-content-type");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ALargeBodyIsRefused(bool chunked)
    {
        var id = await Host.OpenDeletionAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/cases/{id}/note")
        {
            Content = new StringContent($"{{\"note\":\"{new string('x', 70_000)}\"}}", System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.TransferEncodingChunked = chunked;
        using var answer = await Program.SendAsync(request);
        await ProblemAsync(answer, HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    [Fact]
    public async Task DuesOfACaseAreTheAccounts()
    {
        var id = await Host.OpenDeletionAsync();
        using var answer = await SendAsync(HttpMethod.Post, $"/api/cases/{id}/dues", "{\"amount\":12345,\"currency\":\"INR\"}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(new Money(12345, "INR"), (await Host.Get<AccountStore>().GetAsync("kettle", CancellationToken.None)).Dues);
    }

    private static string? Text(System.Text.Json.Nodes.JsonNode node, string name) => node[name]?.GetValue<string>();
}
