using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace Gallabox.Core.Tests.Adapters.Outgoing;

/// <summary>What real sockets report, since the kinds of a failed connection are theirs.</summary>
public sealed class SocketTests : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public SocketTests() => listener.Start();

    public void Dispose() => listener.Dispose();

    [Fact]
    public async Task ARefusedConnectionSentNothing()
    {
        using var host = Host();
        listener.Stop();
        var failure = await Assert.ThrowsAsync<TransientFailureException>(() => host.Meta.DeregisterAsync("88120", CancellationToken.None));
        Assert.Equal("meta:unreachable", failure.Code);
    }

    [Fact]
    public async Task AConnectionThatClosesWithoutAnAnswerHasAnUnknownOutcomeAndIsUsedOnce()
    {
        using var host = Host();
        var call = host.Meta.SetPinAsync("88120", "271828", CancellationToken.None);
        await AnswerAsync("");
        var failure = await Assert.ThrowsAsync<TransientFailureException>(() => call);
        Assert.Equal("meta:unknown-outcome", failure.Code);
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task AnAnswerThatBreaksOffHasAnUnknownOutcome()
    {
        using var host = Host();
        var call = host.Meta.SetPinAsync("88120", "271828", CancellationToken.None);
        await AnswerAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"success\":");
        Assert.Equal("meta:unknown-outcome", (await Assert.ThrowsAsync<TransientFailureException>(() => call)).Code);
    }

    [Fact]
    public async Task ARedirectIsNotFollowed()
    {
        using var host = Host();
        var call = host.Meta.SetPinAsync("88120", "271828", CancellationToken.None);
        await AnswerAsync($"HTTP/1.1 307 Moved\r\nLocation: http://{listener.LocalEndpoint}/elsewhere\r\nContent-Length: 0\r\n\r\n");
        Assert.Equal("meta:http-307", (await Assert.ThrowsAsync<NeedsPersonException>(() => call)).Code);
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task NeitherTokensNorQueriesAreLogged()
    {
        using var host = Host();
        var call = host.Meta.ExchangeCodeAsync("the-signup-code", CancellationToken.None);
        await AnswerAsync("HTTP/1.1 200 OK\r\nContent-Length: 19\r\n\r\n{\"access_token\":\"t\"}"[..^1]);
        await Assert.ThrowsAsync<TransientFailureException>(() => call);
        var write = host.Meta.SetPinAsync("88120", "271828", CancellationToken.None);
        await AnswerAsync("HTTP/1.1 200 OK\r\nContent-Length: 16\r\n\r\n{\"success\":true}");
        await write;
        Assert.Contains("meta carried out POST 88120", host.Logs.All, StringComparison.Ordinal);
        Assert.All(["token-of-meta", "secret-of-app", "the-signup-code", "271828"], secret => Assert.DoesNotContain(secret, host.Logs.All, StringComparison.Ordinal));
    }

    private AdapterHost Host() => AdapterHost.OverSockets(("Meta:BaseUrl", $"http://{listener.LocalEndpoint}"));

    /// <summary>Takes one connection, reads the request to its end, answers and closes.</summary>
    private async Task AnswerAsync(string answer)
    {
        using var connection = await listener.AcceptTcpClientAsync();
        await using var stream = connection.GetStream();
        var request = new StringBuilder();
        var buffer = new byte[4096];
        while (!IsWhole(request.ToString()))
            request.Append(Encoding.UTF8.GetString(buffer, 0, await stream.ReadAsync(buffer)));
        await stream.WriteAsync(Encoding.UTF8.GetBytes(answer));
    }

    private static bool IsWhole(string request) => request.Split("\r\n\r\n", 2) is [var head, var body]
        && (!head.Contains("Content-Length:", StringComparison.OrdinalIgnoreCase) || body.EndsWith('}'));
}
