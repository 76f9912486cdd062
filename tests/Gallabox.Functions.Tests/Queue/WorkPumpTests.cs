using Gallabox.Core;
using Gallabox.Core.Queue;
using Gallabox.Core.Tables;
using Gallabox.Functions.Queue;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Gallabox.Functions.Tests.Queue;

public sealed class WorkPumpTests
{
    private static readonly WorkMessage message = new("m-1", "sample", "session", "\"body\"");
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.Zero));
    private readonly Road road = new();
    private readonly TableDeadLetters dead;
    private readonly WorkPump pump;
    private Exception? failure;

    public WorkPumpTests()
    {
        var router = new WorkRouter(new ServiceCollection().AddSingleton(this).BuildServiceProvider())
            .Add<WorkPumpTests, string>("sample", (_, _, _) => failure is null ? Task.CompletedTask : Task.FromException(failure));
        dead = new TableDeadLetters(new InMemoryTableStore(), road, time);
        pump = new WorkPump(router, road, dead, NullLogger<WorkPump>.Instance);
    }

    [Fact]
    public async Task AHandledMessageLeavesNothingBehind()
    {
        await pump.HandleAsync(Sent(0), default);
        Assert.Empty(road.Put);
        Assert.Empty(await dead.ListAsync(null, 10, default));
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 4)]
    [InlineData(4, 32)]
    public async Task AFailedOneComesAgainLaterEachTime(int before, int seconds)
    {
        failure = new TransientFailureException("meta:500", "again");
        await pump.HandleAsync(Sent(before), default);
        var (work, delay) = Assert.Single(road.Put);
        Assert.Equal((before + 1, TimeSpan.FromSeconds(seconds)), (work.Attempts, delay));
    }

    [Fact]
    public async Task WhatNoRepeatCanHelpLiesAmongTheDeadAndComesBackByAReplay()
    {
        failure = new PermanentFailureException("mail:unknown", "There is no such mail.");
        await pump.HandleAsync(Sent(0), default);
        var letter = Assert.Single(await dead.ListAsync(null, 10, default));
        Assert.Equal(("m-1", 1, "mail:unknown"), (letter.Message.Id, letter.Attempts, letter.Code));
        Assert.True(await dead.ReplayAsync(letter.Key, default));
        Assert.Equal((message, 0, true), (road.Put[0].Work.Message, road.Put[0].Work.Attempts, road.Put[0].Work.Replayed));
        Assert.Empty(await dead.ListAsync(null, 10, default));
    }

    [Fact]
    public async Task TheLastTryIsTheTwelfth()
    {
        failure = new TransientFailureException("meta:500", "again");
        await pump.HandleAsync(Sent(WorkRetry.MaxAttempts - 1), default);
        Assert.Empty(road.Put);
        Assert.Equal(WorkRetry.MaxAttempts, Assert.Single(await dead.ListAsync(null, 10, default)).Attempts);
    }

    [Fact]
    public async Task BuriedTwiceItIsOneDeadLetter()
    {
        await pump.BuryAsync(Sent(3), "given up", default);
        await pump.BuryAsync(Sent(3), "given up", default);
        var letter = Assert.Single(await dead.ListAsync(null, 10, default));
        Assert.True(await dead.DropAsync(letter.Key, default));
        Assert.False(await dead.DropAsync(letter.Key, default));
        Assert.False(await dead.ReplayAsync(letter.Key, default));
    }

    [Fact]
    public async Task AStoppingHostPutsNothingBack()
    {
        failure = new OperationCanceledException();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pump.HandleAsync(Sent(0), new CancellationToken(canceled: true)));
        Assert.Empty(road.Put);
    }

    private SentWork Sent(int attempts) => new(message, attempts, time.GetUtcNow());

    private sealed class Road : IWorkRoad
    {
        public List<(SentWork Work, TimeSpan Delay)> Put { get; } = [];

        public Task PutAsync(SentWork work, TimeSpan delay, CancellationToken cancellation)
        {
            Put.Add((work, delay));
            return Task.CompletedTask;
        }
    }
}
