using Gallabox.Core.Orchestration;
using Gallabox.Core.Tables;
using Xunit;
using static Gallabox.Local.Tests.Orchestration.SampleFlows;

namespace Gallabox.Local.Tests.Orchestration;

/// <summary>The power goes at every write in turn, and a new engine over the same rows finishes the work.</summary>
public sealed class CrashTests
{
    public static TheoryData<string, bool> Cases => new()
    {
        { "everything", false }, { "everything", true },
        { "counter", false }, { "counter", true },
        { "parallel", false }, { "parallel", true },
        { "long", false }, { "long", true },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task An_instance_survives_a_crash_at_any_write(string scenario, bool durable)
    {
        var smooth = await RunAsync(scenario, crashAt: 0, durable);
        Assert.Equal(OrchestrationStatus.Completed, smooth.Status);
        Assert.InRange(smooth.Writes, 5, 200);
        for (var write = 1; write <= smooth.Writes; write++)
        {
            var crashed = await RunAsync(scenario, write, durable);
            Assert.True(smooth.Status == crashed.Status && smooth.CustomStatus == crashed.CustomStatus, $"write {write}: {crashed}");
            // Earlier is possible: an event whose caller was not told is raised again, and both count.
            Assert.True(crashed.Day <= smooth.Day, $"write {write}: not on day {smooth.Day} but on day {crashed.Day}");
            Assert.True(smooth.Effects.Distinct().Order().SequenceEqual(crashed.Effects.Distinct().Order()), $"write {write}: {crashed}");
            // Only the activities between the last durable turn and the crash run again.
            var repeated = crashed.Effects.GroupBy(each => each).Count(each => each.Count() > 1);
            Assert.True(repeated <= (scenario == "parallel" ? 5 : 2), $"write {write}: {string.Join(", ", crashed.Effects)}");
            Assert.True(crashed.LeftInIndex == 0, $"write {write}: {crashed.LeftInIndex} rows are left in the index of running instances");
        }
    }

    private static async Task<Outcome> RunAsync(string scenario, int crashAt, bool durable)
    {
        var rows = new InMemoryTableStore();
        var store = new CrashingTableStore(rows);
        await using var harness = await EngineHarness.StartedAsync(store);
        if (crashAt > 0)
            store.CrashAt(crashAt, durable);
        var act = scenario switch
        {
            "everything" => (Func<EngineHarness, int, Task>)EverythingAsync,
            "counter" => CounterAsync,
            "parallel" => (each, part) => OnceAsync(each, part, SampleFlows.Parallel, 5),
            _ => (each, part) => OnceAsync(each, part, Long, ITableStore.MaxBatch + 5),
        };
        for (var part = 0; part < 4; part++)
        {
            await TryAsync(store, harness, () => act(harness, part));
            var day = EngineHarness.Start.AddDays(4 * (part + 1));
            await TryAsync(store, harness, () => harness.AdvanceAsync(day - harness.Time.GetUtcNow(), () => store.IsDown));
        }

        // A hint that a crash left behind is removed when its time comes.
        await harness.AdvanceAsync(TimeSpan.FromDays(60));
        await harness.RestartAsync();
        var state = await harness.StateAsync("i");
        var left = await rows.QueryAsync("orchestrationindex", "running", new RowRange(), CancellationToken.None);
        var ended = (state.UpdatedAt - EngineHarness.Start).Days;
        return new Outcome(state.Status, state.CustomStatus, ended, harness.Effects.Done, store.Writes, left.Count);
    }

    private static Task OnceAsync(EngineHarness harness, int part, Orchestrator<Order> flow, int count) =>
        part == 0 ? harness.StartFlowAsync(flow, "i", new Order("", count)) : Task.CompletedTask;

    private static async Task EverythingAsync(EngineHarness harness, int part)
    {
        if (part == 0)
            await harness.StartFlowAsync(Everything, "i");
        if (part == 2)
            await harness.RaiseAsync("i", "approved");
    }

    private static async Task CounterAsync(EngineHarness harness, int part)
    {
        if (part == 0)
            await harness.StartFlowAsync(Counter, "i", new Order("", 1));
        else
            await harness.RaiseAsync("i", "tick");
    }

    /// <summary>Does it; when the power went in the middle, starts a new engine and does it again, as any caller would.</summary>
    private static async Task TryAsync(CrashingTableStore store, EngineHarness harness, Func<Task> act)
    {
        var attempt = act();
        await attempt.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!store.IsDown)
        {
            await attempt;
            return;
        }

        await harness.KillAsync();
        store.Repair();
        await harness.StartAsync();
        await act();
    }

    private sealed record Outcome(
        OrchestrationStatus Status, string? CustomStatus, int Day, IReadOnlyList<string> Effects, int Writes, int LeftInIndex);
}
