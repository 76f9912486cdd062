using Gallabox.Core;
using Gallabox.Core.Orchestration;
using Xunit;
using static Gallabox.Local.Tests.Orchestration.SampleFlows;

namespace Gallabox.Local.Tests.Orchestration;

public sealed class EmbeddedOrchestrationTests : IAsyncLifetime
{
    private readonly EngineHarness harness = new();

    public Task InitializeAsync() => harness.StartAsync();

    public async Task DisposeAsync() => await harness.DisposeAsync();

    [Fact]
    public async Task A_flow_with_one_of_everything_runs_to_its_end()
    {
        await harness.StartFlowAsync(Everything, "e");
        await harness.AdvanceAsync(TimeSpan.FromDays(4));
        Assert.Equal("event 'approved' until 2026-02-03T00:00:01Z", (await harness.StateAsync("e")).WaitsFor);
        await harness.RaiseAsync("e", "approved");
        await harness.SettleAsync();

        var state = await harness.StateAsync("e");
        Assert.Equal((OrchestrationStatus.Completed, "done", null), (state.Status, state.CustomStatus, state.WaitsFor));
        Assert.Equal(["first", "second", "yes", "notify"], harness.Effects.Done);
        Assert.Equal((EngineHarness.Start, EngineHarness.Start.AddDays(4)), (state.StartedAt, state.UpdatedAt));
    }

    [Fact]
    public async Task Starting_an_id_twice_changes_nothing_whether_it_runs_or_has_ended()
    {
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => harness.StartFlowAsync(Sequence, "twice", new Order("", 2))));
        await harness.SettleAsync();
        await harness.StartFlowAsync(Sequence, "twice", new Order("", 5));
        await harness.SettleAsync();
        Assert.Equal(["step 0", "step 1"], harness.Effects.Done);
    }

    [Fact]
    public async Task A_timer_is_never_early_and_not_late_either()
    {
        await harness.StartFlowAsync(Everything, "t");
        await harness.SettleAsync();
        Assert.Equal(EngineHarness.Start.AddSeconds(1), harness.Engine.NextDue);
        await harness.AdvanceAsync(TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1));
        Assert.Equal(["first"], harness.Effects.Done);
        await harness.AdvanceAsync(TimeSpan.FromTicks(1));
        Assert.Equal(["first", "second"], harness.Effects.Done);
    }

    [Fact]
    public async Task A_jump_of_the_clock_alone_wakes_what_is_due()
    {
        await harness.StartFlowAsync(Everything, "j");
        await harness.AdvanceAsync(TimeSpan.FromSeconds(2));
        harness.Time.Advance(TimeSpan.FromDays(5));
        await WaitFor(async () => (await harness.StateAsync("j")).WaitsFor?.StartsWith("event", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Events_are_kept_until_they_are_consumed()
    {
        await harness.StartFlowAsync(Everything, "kept");
        await harness.RaiseAsync("kept", "approved");
        await harness.RaiseAsync("kept", "other");
        await harness.AdvanceAsync(TimeSpan.FromDays(3.5));
        Assert.Contains("yes", harness.Effects.Done);
    }

    [Fact]
    public async Task Events_for_unknown_or_finished_instances_are_ignored()
    {
        await harness.RaiseAsync("nobody", "go");
        Assert.Null(await harness.Engine.FindAsync("nobody", CancellationToken.None));
        await harness.StartFlowAsync(Sequence, "ended");
        await harness.SettleAsync();
        await harness.RaiseAsync("ended", "go");
        await harness.SettleAsync();
        Assert.Equal(OrchestrationStatus.Completed, (await harness.StateAsync("ended")).Status);
    }

    [Theory]
    [InlineData(0, "came")]
    [InlineData(24, "came")]
    [InlineData(25, "deadline")]
    public async Task An_event_beats_the_deadline_when_it_came_by_then_however_late_it_is_looked_at(int hour, string expected)
    {
        // The engine is held up while the event and the deadline pass: it takes in nothing until both are there.
        await harness.StartFlowAsync(Waiter, "race");
        await harness.SettleAsync();
        await harness.StopAsync();
        var catalog = harness.Catalog;
        harness.Catalog = _ => { };
        await harness.StartAsync();
        harness.Time.Advance(TimeSpan.FromHours(hour));
        await harness.RaiseAsync("race", "go");
        harness.Time.Advance(TimeSpan.FromHours(48));
        await harness.SettleAsync();
        harness.Catalog = catalog;
        await harness.RestartAsync();
        Assert.Equal(expected, (await harness.StateAsync("race")).CustomStatus);
    }

    [Fact]
    public async Task A_flow_that_continues_as_new_keeps_events_and_drops_history()
    {
        await harness.StartFlowAsync(Counter, "c", new Order("", 1));
        await harness.RaiseAsync("c", "tick");
        await harness.RaiseAsync("c", "tick");
        await harness.SettleAsync();
        Assert.Equal(["tick 1", "tick 2"], harness.Effects.Done);
        await harness.RestartAsync();
        await harness.RaiseAsync("c", "tick");
        await harness.SettleAsync();
        Assert.Equal(["tick 1", "tick 2", "tick 3"], harness.Effects.Done);
        Assert.Equal(OrchestrationStatus.Completed, (await harness.StateAsync("c")).Status);
    }

    [Fact]
    public async Task Parallel_calls_are_awaited_together()
    {
        await harness.StartFlowAsync(SampleFlows.Parallel, "p", new Order("", 40));
        await harness.SettleAsync();
        var parts = string.Join(", ", Enumerable.Range(0, 40).Select(each => $"part {each}"));
        Assert.Equal(parts, (await harness.StateAsync("p")).CustomStatus);
    }

    [Theory]
    [InlineData(FailureKind.Permanent, "Shaky Permanent meta:1 no")]
    [InlineData(FailureKind.Transient, "Shaky Transient meta:1 no")]
    [InlineData(FailureKind.NeedsPerson, "Shaky NeedsPerson meta:1 no")]
    [InlineData(null, "Shaky Transient unexpected:InvalidOperationException no")]
    public async Task A_failure_reaches_the_flow_with_its_kind_and_code(FailureKind? kind, string expected)
    {
        harness.Effects.Shaky = (_, _) => throw (kind switch
        {
            FailureKind.Permanent => new PermanentFailureException("meta:1", "no"),
            FailureKind.Transient => new TransientFailureException("meta:1", "no"),
            FailureKind.NeedsPerson => new NeedsPersonException("meta:1", "no"),
            _ => new InvalidOperationException("no"),
        });
        await harness.StartFlowAsync(Failing, "f");
        await harness.SettleAsync();
        var state = await harness.StateAsync("f");
        Assert.Equal((OrchestrationStatus.Failed, expected), (state.Status, state.CustomStatus));
        Assert.StartsWith("Shaky failed", state.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_retry_policy_survives_restarts_between_the_attempts()
    {
        harness.Effects.Shaky = (order, run) => run < 4 ? throw new TransientFailureException("x", "not yet") : new Receipt(order.Name);
        await harness.StartFlowAsync(Everything, "r");
        await harness.AdvanceAsync(TimeSpan.FromDays(3.1));
        await harness.RaiseAsync("r", "approved");
        await harness.SettleAsync();
        for (var restart = 0; restart < 3; restart++)
        {
            await harness.RestartAsync();
            await harness.AdvanceAsync(TimeSpan.FromSeconds(20));
        }

        Assert.Equal(OrchestrationStatus.Completed, (await harness.StateAsync("r")).Status);
        Assert.Equal(4, harness.Effects.ShakyRuns);
    }

    [Fact]
    public async Task A_flow_that_awaits_something_of_its_own_is_failed_and_says_so()
    {
        var stray = new Orchestrator<Order>("Stray", "1", async (_, _) => await Task.Delay(TimeSpan.FromDays(1), harness.Time));
        harness.Catalog = catalog => catalog.Add(stray);
        await harness.RestartAsync();
        await harness.StartFlowAsync(stray, "s");
        await harness.SettleAsync();
        Assert.Equal("The flow waits for something that is not an operation of its own.", (await harness.StateAsync("s")).Reason);
    }

    [Fact]
    public async Task A_waiting_instance_leaves_memory()
    {
        await harness.StartFlowAsync(Waiter, "w");
        await harness.SettleAsync();
        Assert.Equal(0, harness.Engine.LiveCount);
        Assert.Equal(EngineHarness.Start.AddDays(1), harness.Engine.NextDue);
        await harness.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.Equal("deadline", (await harness.StateAsync("w")).CustomStatus);
    }

    [Theory]
    [InlineData("")]
    [InlineData("@x")]
    [InlineData("a/b")]
    [InlineData("a?b")]
    public async Task An_id_that_azure_would_refuse_is_refused(string id) =>
        await Assert.ThrowsAsync<ArgumentException>(() => harness.StartFlowAsync(Sequence, id));

    private static async Task WaitFor(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
