using Gallabox.Core.Adapters.Outgoing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Gallabox.Core.Tests.Adapters.Outgoing;

public sealed class CallLimitTests
{
    private readonly FakeTimeProvider clock = new(AdapterHost.Start);
    private readonly CallLimit limit;

    public CallLimitTests() => limit = new CallLimit("dialog360", 5, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), clock);

    [Fact]
    public void FiveCallsGoAtOnceAndTheSixthWaitsForTheFirstOnesWindow()
    {
        Assert.All(Take(5), call => Assert.True(call.IsCompletedSuccessfully));
        var sixth = Take(1)[0];
        clock.Advance(TimeSpan.FromSeconds(29.999));
        Assert.False(sixth.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(sixth.IsCompletedSuccessfully);
    }

    [Fact]
    public void CallsSpreadOverAWindowEachFreeTheirOwnPlace()
    {
        for (var call = 0; call < 5; call++)
        {
            Assert.True(Take(1)[0].IsCompletedSuccessfully);
            clock.Advance(TimeSpan.FromSeconds(5));
        }

        var waiting = Take(2);
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal([true, false], waiting.Select(call => call.IsCompleted));
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.True(waiting[1].IsCompletedSuccessfully);
    }

    [Fact]
    public void NoWindowOfThirtySecondsEverHoldsMoreThanFiveCalls()
    {
        var done = new List<TimeSpan>();
        var calls = Take(20);
        for (var second = 0; second <= 120; second++)
        {
            done.AddRange(calls.Where(call => call.IsCompleted).Skip(done.Count).Select(_ => TimeSpan.FromSeconds(second)));
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(20, done.Count);
        Assert.All(done.Zip(done.Skip(5)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task ACallThatWouldWaitTooLongIsRefusedAtOnceAndSaysHowLong()
    {
        _ = Take(25);
        var refused = await Assert.ThrowsAsync<TransientFailureException>(() => limit.WaitAsync(CancellationToken.None));
        Assert.Equal("dialog360:queue-full", refused.Code);
        Assert.Equal(TimeSpan.FromSeconds(150), refused.RetryAfter);
    }

    [Fact]
    public async Task OneWhoIsCancelledWaitsNoLonger()
    {
        _ = Take(5);
        using var cancellation = new CancellationTokenSource();
        var waiting = limit.WaitAsync(cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    private List<Task> Take(int calls) => [.. Enumerable.Range(0, calls).Select(_ => limit.WaitAsync(CancellationToken.None))];
}
