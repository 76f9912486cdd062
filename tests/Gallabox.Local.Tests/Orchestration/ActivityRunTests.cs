using Gallabox.Core.Orchestration;
using Gallabox.Local.Orchestration;
using Xunit;
using static Gallabox.Local.Tests.Orchestration.SampleFlows;

namespace Gallabox.Local.Tests.Orchestration;

/// <summary>Activities that take their time.</summary>
public sealed class ActivityRunTests : IAsyncLifetime
{
    private readonly EngineHarness harness = new(options: new EmbeddedOrchestrationOptions { MaxActivities = 4 });
    private readonly TaskCompletionSource proceed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim begun = new(0);
    private int cancelled;
    private int running;
    private int mostAtOnce;

    public async Task InitializeAsync()
    {
        harness.Catalog = catalog => catalog.Add(Sequence).Add(SampleFlows.Parallel).Add(Waiter)
            .Add<Effects, Order, Receipt>(Work, (_, order, cancellation) => WorkSlowlyAsync(order, cancellation));
        await harness.StartAsync();
    }

    public async Task DisposeAsync()
    {
        proceed.TrySetResult();
        await harness.DisposeAsync();
    }

    [Fact]
    public async Task A_stop_cancels_an_activity_which_runs_again_after_the_next_start()
    {
        await harness.StartFlowAsync(Sequence, "s");
        await begun.WaitAsync();
        await harness.StopAsync();
        Assert.Equal(1, cancelled);
        proceed.SetResult();
        await harness.StartAsync();
        await harness.SettleAsync();
        Assert.Equal(OrchestrationStatus.Completed, (await harness.StateAsync("s")).Status);
        Assert.Equal(2, begun.CurrentCount + 1);
    }

    [Fact]
    public async Task An_instance_that_is_long_at_work_is_overdue_and_says_with_what()
    {
        await harness.StartFlowAsync(Waiter, "asleep");
        await harness.SettleAsync();
        await harness.StartFlowAsync(Sequence, "busy");
        await begun.WaitAsync();
        harness.Time.Advance(TimeSpan.FromHours(1));
        var overdue = await harness.Engine.Archive.OverdueAsync(TimeSpan.FromMinutes(5), null, 10, CancellationToken.None);
        var state = Assert.Single(overdue.Items);
        Assert.Equal(("busy", OrchestrationStatus.Running), (state.InstanceId, state.Status));
        proceed.SetResult();
        await harness.SettleAsync();
        Assert.Empty((await harness.Engine.Archive.OverdueAsync(TimeSpan.FromMinutes(5), null, 10, CancellationToken.None)).Items);
    }

    [Fact]
    public async Task No_more_activities_run_at_once_than_set()
    {
        await harness.StartFlowAsync(SampleFlows.Parallel, "p", new Order("", 20));
        for (var each = 0; each < 4; each++)
            await begun.WaitAsync();
        proceed.SetResult();
        await harness.SettleAsync();
        Assert.Equal(4, mostAtOnce);
        Assert.Equal(OrchestrationStatus.Completed, (await harness.StateAsync("p")).Status);
    }

    private async Task<Receipt> WorkSlowlyAsync(Order order, CancellationToken cancellation)
    {
        InterlockedMax(Interlocked.Increment(ref running));
        begun.Release();
        try
        {
            await proceed.Task.WaitAsync(cancellation);
            return new Receipt(order.Name);
        }
        finally
        {
            Interlocked.Decrement(ref running);
            if (cancellation.IsCancellationRequested)
                Interlocked.Increment(ref cancelled);
        }
    }

    private void InterlockedMax(int value)
    {
        int most;
        while (value > (most = Volatile.Read(ref mostAtOnce)) && Interlocked.CompareExchange(ref mostAtOnce, value, most) != most)
        {
        }
    }
}
