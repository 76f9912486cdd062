using Gallabox.Core.Orchestration;
using Gallabox.Core.Tables;
using Gallabox.Local.Orchestration;
using Xunit;
using static Gallabox.Local.Tests.Orchestration.SampleFlows;

namespace Gallabox.Local.Tests.Orchestration;

public sealed class SleepersTests
{
    private const int Many = 2_000;
    private readonly CrashingTableStore store = new(new InMemoryTableStore());

    [Fact]
    public async Task A_start_reads_a_page_of_sleepers_and_the_rest_when_their_time_comes()
    {
        await using var harness = await WithSleepersAsync(new EmbeddedOrchestrationOptions { WakePage = 50 });
        await harness.StopAsync();
        var before = store.RowsRead;
        await harness.StartAsync();
        await harness.SettleAsync();
        Assert.InRange(store.RowsRead - before, 50, 60);
        await harness.AdvanceAsync(TimeSpan.FromDays(21));
        var count = await harness.Engine.Archive.CountAsync(OrchestrationStatus.Completed, 1000, CancellationToken.None);
        Assert.Equal(new OrchestrationCount(1000, true), count);
        var running = await harness.Engine.Archive.CountAsync(OrchestrationStatus.Running, 1000, CancellationToken.None);
        Assert.Equal(new OrchestrationCount(0, false), running);
        Assert.Null(harness.Engine.NextDue);
    }

    [Fact]
    public async Task Sleepers_that_are_all_overdue_are_woken_within_the_bound_of_active_instances()
    {
        var options = new EmbeddedOrchestrationOptions { WakePage = 50, MaxActive = 3, MaxActivities = 1 };
        await using var harness = await WithSleepersAsync(options);
        await harness.StopAsync();
        harness.Time.Advance(TimeSpan.FromDays(100));
        await harness.StartAsync();
        // A few more than set may slip in at once, never many.
        Assert.InRange(harness.Engine.LiveCount, 0, 30);
        await harness.SettleAsync();
        Assert.Equal("deadline", (await harness.StateAsync($"s{Many - 1}")).CustomStatus);
        Assert.Equal(0, harness.Engine.LiveCount);
    }

    [Fact]
    public async Task Listings_show_what_is_waited_for_page_by_page_and_purging_removes_what_is_old()
    {
        await using var harness = await WithSleepersAsync(new EmbeddedOrchestrationOptions());
        var archive = harness.Engine.Archive;
        var first = await archive.ListAsync(OrchestrationStatus.Running, null, 3, CancellationToken.None);
        var second = await archive.ListAsync(OrchestrationStatus.Running, first.Next, 3, CancellationToken.None);
        Assert.Equal(6, first.Items.Concat(second.Items).Select(each => each.InstanceId).Distinct().Count());
        Assert.All(first.Items, each => Assert.Equal("event 'go' until 2026-01-02T00:00:00Z", each.WaitsFor));

        await harness.AdvanceAsync(TimeSpan.FromDays(5));
        Assert.Empty((await archive.OverdueAsync(TimeSpan.Zero, null, 10, CancellationToken.None)).Items);
        Assert.Equal(Many / 20 * 2, await archive.PurgeAsync(EngineHarness.Start.AddDays(2.5), CancellationToken.None));
        Assert.Null(await harness.Engine.FindAsync("s0", CancellationToken.None));
        Assert.Equal("deadline", (await harness.StateAsync("s2")).CustomStatus);
        Assert.Equal(0, await archive.PurgeAsync(EngineHarness.Start.AddDays(2.5), CancellationToken.None));
    }

    /// <summary>Each waits for an event until one of twenty days.</summary>
    private async Task<EngineHarness> WithSleepersAsync(EmbeddedOrchestrationOptions options)
    {
        var harness = await EngineHarness.StartedAsync(store, options);
        for (var each = 0; each < Many; each++)
            await harness.StartFlowAsync(Waiter, $"s{each}", new Order("", 1 + (each % 20)));
        await harness.SettleAsync();
        Assert.Equal(0, harness.Engine.LiveCount);
        return harness;
    }
}
