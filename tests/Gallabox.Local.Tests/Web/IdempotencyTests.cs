using System.Net;
using Gallabox.Core.Numbers;
using Gallabox.Local.Tests.Support;
using Xunit;

namespace Gallabox.Local.Tests.Web;

/// <summary>A write happens once for each key.</summary>
public sealed class IdempotencyTests : ApiTest
{
    private const string Body = "{\"amount\":5,\"currency\":\"USD\"}";
    private const string Dues = "/api/accounts/lumen/dues";

    [Fact]
    public async Task TheSameRequestGetsTheFirstAnswerAgainAndActsOnce()
    {
        var id = await Host.OpenDeletionAsync();
        using var first = await SendAsync(HttpMethod.Post, $"/api/cases/{id}/note", "{\"note\":\"once\"}", "key-1");
        using var second = await SendAsync(HttpMethod.Post, $"/api/cases/{id}/note", "{\"note\":\"once\"}", "key-1");
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Equal(first.Content.Headers.ContentType, second.Content.Headers.ContentType);
        Assert.False(first.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal("true", second.Headers.GetValues("Idempotency-Replayed").Single());
        Assert.Equal(2, (await GetAsync($"/api/cases/{id}"))["timeline"]!.AsArray().Count);
    }

    [Fact]
    public async Task WithoutAKeyEveryRequestActs()
    {
        var id = await Host.OpenDeletionAsync();
        for (var time = 0; time < 2; time++)
            (await SendAsync(HttpMethod.Post, $"/api/cases/{id}/note", "{\"note\":\"again\"}")).Dispose();
        Assert.Equal(3, (await GetAsync($"/api/cases/{id}"))["timeline"]!.AsArray().Count);
    }

    [Theory]
    [InlineData(Dues, "{\"amount\":2,\"currency\":\"USD\"}")]
    [InlineData("/api/accounts/kettle/dues", "{\"amount\":1,\"currency\":\"USD\"}")]
    public async Task AKeyIsGoodForOneRequestOnly(string path, string body)
    {
        (await SendAsync(HttpMethod.Put, Dues, "{\"amount\":1,\"currency\":\"USD\"}", "key-2")).Dispose();
        using var other = await SendAsync(HttpMethod.Put, path, body, "key-2");
        await ProblemAsync(other, HttpStatusCode.UnprocessableEntity, "key-reused");
    }

    [Fact]
    public async Task ARefusalIsKeptLikeAnyAnswer()
    {
        using var first = await SendAsync(HttpMethod.Put, Dues, "{\"amount\":-1,\"currency\":\"USD\"}", "key-3");
        using var second = await SendAsync(HttpMethod.Put, Dues, "{\"amount\":-1,\"currency\":\"USD\"}", "key-3");
        await ProblemAsync(first, HttpStatusCode.BadRequest, "bad-input");
        await ProblemAsync(second, HttpStatusCode.BadRequest, "bad-input");
        Assert.True(second.Headers.Contains("Idempotency-Replayed"));
    }

    [Fact]
    public async Task OfTwoAtOnceOneActsAndTheOtherIsToldToWait()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Host.Tables.Held = ("accounts", gate.Task);
        Task<HttpResponseMessage>[] both = [SendAsync(HttpMethod.Put, Dues, Body, "key-4"), SendAsync(HttpMethod.Put, Dues, Body, "key-4")];
        using var early = await await Task.WhenAny(both);
        await ProblemAsync(early, HttpStatusCode.Conflict, "in-progress");
        gate.SetResult();
        var statuses = (await Task.WhenAll(both)).Select(answer => answer.StatusCode);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], statuses.Order());
    }

    [Fact]
    public async Task AnAnswerOfOursThatFailedIsNotKept()
    {
        Host.Flows.Failure = new Gallabox.Core.TransientFailureException("store:away", "The store does not answer.");
        await Host.OpenDeletionAsync();
        using var failed = await SendAsync(HttpMethod.Put, "/api/accounts/kettle/dues", "{\"amount\":5,\"currency\":\"USD\"}", "key-5");
        await ProblemAsync(failed, HttpStatusCode.ServiceUnavailable, "unavailable");
        Host.Flows.Failure = null;
        using var again = await SendAsync(HttpMethod.Put, "/api/accounts/kettle/dues", "{\"amount\":5,\"currency\":\"USD\"}", "key-5");
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task AKeyIsRememberedForADayAndForgottenAfterItsTime()
    {
        (await SendAsync(HttpMethod.Put, Dues, "{\"amount\":1,\"currency\":\"USD\"}", "key-6")).Dispose();
        Host.Time.Advance(TimeSpan.FromHours(25));
        using var remembered = await SendAsync(HttpMethod.Put, Dues, "{\"amount\":1,\"currency\":\"USD\"}", "key-6");
        Assert.True(remembered.Headers.Contains("Idempotency-Replayed"));
        Host.Time.Advance(TimeSpan.FromDays(2));
        using var forgotten = await SendAsync(HttpMethod.Put, Dues, "{\"amount\":7,\"currency\":\"USD\"}", "key-6");
        Assert.Equal(HttpStatusCode.OK, forgotten.StatusCode);
    }

    [Fact]
    public async Task AKeyThatIsTooLongIsRefused()
    {
        using var answer = await SendAsync(HttpMethod.Post, "/api/numbers/+919876543210/pause", key: new string('k', 256));
        await ProblemAsync(answer, HttpStatusCode.BadRequest, "bad-input");
        Assert.False((await Host.Get<NumberStore>().GetAsync(WebHost.Kettle, CancellationToken.None)).Paused);
    }

    [Fact]
    public async Task ALoginLinkIsNeverKept()
    {
        using var first = await SendAsync(HttpMethod.Post, "/api/login-links", "{\"by\":\"asha\"}", "key-7");
        using var second = await SendAsync(HttpMethod.Post, "/api/login-links", "{\"by\":\"asha\"}", "key-7");
        Assert.NotEqual((await JsonAsync(first))["url"]!.GetValue<string>(), (await JsonAsync(second))["url"]!.GetValue<string>());
    }
}
