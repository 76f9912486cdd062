using System.Text.Json.Nodes;
using Gallabox.Core.Tests.Adapters.Meta;
using Xunit;

namespace Gallabox.Core.Tests.Adapters.Outgoing;

/// <summary>Which calls are repeated, and what becomes of those that never get an answer.</summary>
public sealed class ResilienceTests : IDisposable
{
    private const string Waba = GraphJson.Url + "/73001/subscribed_apps";
    private const string List = Waba + "?limit=100";
    private const string Register = GraphJson.Url + "/88120/register";
    private readonly AdapterHost host = new();

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task AReadIsTriedThreeTimes()
    {
        host.Http.On("GET", List, 503, "<html>").Throws("GET", List, new HttpRequestException("reset")).On("GET", List, GraphJson.List());
        Assert.Empty(await host.PassAsync(host.Meta.ListSubscribedAppsAsync("73001", CancellationToken.None)));
        host.Http.AssertAllUsed();
    }

    [Fact]
    public async Task AReadThatFailsThreeTimesIsTransient()
    {
        host.Http.On("GET", List, 500, "").On("GET", List, 500, "").On("GET", List, 500, "");
        var failure = await Assert.ThrowsAsync<TransientFailureException>(() => host.PassAsync(host.Meta.ListSubscribedAppsAsync("73001", CancellationToken.None)));
        Assert.Equal("meta:unknown-outcome", failure.Code);
    }

    [Theory]
    [InlineData(500, "")]
    [InlineData(503, """{"error":{"code":2,"message":"unavailable"}}""")]
    [InlineData(429, "")]
    public async Task AWriteIsNeverRepeated(int status, string body)
    {
        host.Http.On("POST", Register, status, body);
        await Assert.ThrowsAsync<TransientFailureException>(() => host.Meta.RegisterAsync("88120", "271828", CancellationToken.None));
        Assert.Single(host.Http.Calls);
    }

    [Fact]
    public async Task ARefusedReadIsNotRepeated()
    {
        host.Http.On("GET", List, 400, GraphJson.Error(190, "expired").ToJsonString());
        await Assert.ThrowsAsync<NeedsPersonException>(() => host.Meta.ListSubscribedAppsAsync("73001", CancellationToken.None));
        Assert.Single(host.Http.Calls);
    }

    [Fact]
    public async Task AWriteWithoutAnAnswerHasAnUnknownOutcome()
    {
        var arrived = host.Http.Hangs("POST", Register);
        var call = host.Meta.RegisterAsync("88120", "271828", CancellationToken.None);
        await arrived.Task;
        host.Network.Advance(TimeSpan.FromMinutes(1));
        var failure = await Assert.ThrowsAsync<TransientFailureException>(() => call);
        Assert.Equal("meta:unknown-outcome", failure.Code);
    }

    [Fact]
    public async Task AConnectionLostAfterSendingHasAnUnknownOutcome()
    {
        host.Http.Throws("POST", Register, new HttpRequestException(HttpRequestError.ResponseEnded, "The response ended."));
        var failure = await Assert.ThrowsAsync<TransientFailureException>(() => host.Meta.RegisterAsync("88120", "271828", CancellationToken.None));
        Assert.Equal("meta:unknown-outcome", failure.Code);
    }

    [Fact]
    public async Task AConnectionThatWasNeverMadeIsKnownToHaveSentNothing()
    {
        host.Http.Throws("POST", Register, new HttpRequestException(HttpRequestError.ConnectionError, "refused"));
        var failure = await Assert.ThrowsAsync<TransientFailureException>(() => host.Meta.RegisterAsync("88120", "271828", CancellationToken.None));
        Assert.Equal("meta:unreachable", failure.Code);
    }

    [Fact]
    public async Task ACallersCancellationStaysACancellation()
    {
        var arrived = host.Http.Hangs("POST", Register);
        using var cancellation = new CancellationTokenSource();
        var call = host.Meta.RegisterAsync("88120", "271828", cancellation.Token);
        await arrived.Task;
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task PartnerCallsShareOneQueue()
    {
        const string Balance = "https://hub.360dialog.io/api/v2/partners/bX3PA/clients/t4CL/info/balance";
        for (var call = 0; call < 6; call++)
            host.Http.On("GET", Balance, 200, """{"balance":1.5,"currency":"usd"}""");
        var calls = Enumerable.Range(0, 6).Select(_ => host.Dialog360.ReadBalanceAsync("t4CL", CancellationToken.None)).ToList();
        await Task.WhenAll(calls[..5]);
        Assert.Equal(5, host.Http.Calls.Count);
        host.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal("USD", (await calls[5]).Currency);
    }
}
