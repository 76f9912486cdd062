using Gallabox.Sandbox;
using Gallabox.Sandbox.Clock;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gallabox.Local.Tests.Sandbox;

public class ClockTests
{
    [Fact]
    public async Task Advancing_fires_timers_in_order_each_at_its_own_moment()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var start = sandbox.Clock.GetUtcNow();
        var fired = new List<(int Day, TimeSpan Late)>();
        var timers = new[] { 5, 1, 3 }.Select(day => sandbox.Clock.CreateTimer(
            _ => fired.Add((day, sandbox.Clock.GetUtcNow() - start - TimeSpan.FromDays(day))),
            null, TimeSpan.FromDays(day), Timeout.InfiniteTimeSpan)).ToList();
        var (_, body) = await sandbox.AdvanceAsync(TimeSpan.FromDays(4));
        Assert.Equal([1, 3], fired.Select(one => one.Day));
        Assert.All(fired, one => Assert.InRange(one.Late, TimeSpan.Zero, TimeSpan.FromMinutes(1)));
        Assert.InRange(body.Moment("now") - start, TimeSpan.FromDays(4), TimeSpan.FromDays(4.01));
        timers.ForEach(timer => timer.Dispose());
    }

    [Fact]
    public async Task A_wait_on_the_clock_ends_when_it_is_advanced_and_not_before()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var wait = Task.Delay(TimeSpan.FromDays(30), sandbox.Clock);
        await sandbox.AdvanceAsync(TimeSpan.FromDays(29));
        Assert.False(wait.IsCompleted);
        await sandbox.AdvanceAsync(TimeSpan.FromDays(1));
        await wait;
    }

    [Fact]
    public async Task Timers_also_fire_while_time_flows_on_its_own()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.AdvanceAsync(TimeSpan.FromDays(3));
        await Task.Delay(TimeSpan.FromMilliseconds(5), sandbox.Clock);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5), sandbox.Clock);
        Assert.True(await timer.WaitForNextTickAsync() && await timer.WaitForNextTickAsync());
    }

    [Fact]
    public async Task What_the_host_has_planned_is_a_stop_of_its_own()
    {
        var host = new PlannedHost();
        await using var sandbox = await SandboxUnderTest.StartAsync(configure: services => services.AddSingleton<ISandboxHost>(host));
        host.Clock = sandbox.Clock;
        var start = sandbox.Clock.GetUtcNow();
        host.Planned.AddRange([start.AddDays(2), start.AddDays(1), start.AddDays(9)]);
        await sandbox.AdvanceAsync(TimeSpan.FromDays(7));
        Assert.Equal([1, 2], host.Done.Select(at => (int)(at - start).TotalDays));
        Assert.Equal(start.AddDays(9), host.NextDue);
    }

    [Fact]
    public async Task Work_that_never_gets_done_is_an_error_that_says_so()
    {
        var host = new PlannedHost { Idle = true };
        await using var sandbox = await SandboxUnderTest.StartAsync(configure: services => services.AddSingleton<ISandboxHost>(host));
        host.Clock = sandbox.Clock;
        sandbox.Services.GetRequiredService<ClockAdvance>().Patience = TimeSpan.FromMilliseconds(50);
        host.Planned.Add(sandbox.Clock.GetUtcNow().AddDays(1));
        var (status, body) = await sandbox.AdvanceAsync(TimeSpan.FromDays(2));
        Assert.Equal((500, "clock-stuck"), (status, body.Text("error")));
        Assert.Contains("not getting done", body.Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Work_in_hand_that_waits_for_the_clock_does_not_hold_the_advance_up()
    {
        var host = new WaitingHost();
        await using var sandbox = await SandboxUnderTest.StartAsync(configure: services => services.AddSingleton<ISandboxHost>(host));
        host.Work = Task.Delay(TimeSpan.FromHours(1), sandbox.Clock);
        sandbox.Services.GetRequiredService<ClockAdvance>().StallsAfter = TimeSpan.FromMilliseconds(20);
        Assert.Equal(200, (await sandbox.AdvanceAsync(TimeSpan.FromHours(2))).Status);
        Assert.True(host.Work.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Two_advances_at_once_come_one_after_the_other()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var start = sandbox.Clock.GetUtcNow();
        await Task.WhenAll(sandbox.AdvanceAsync(TimeSpan.FromDays(1)), sandbox.AdvanceAsync(TimeSpan.FromDays(1)));
        Assert.InRange(sandbox.Clock.GetUtcNow() - start, TimeSpan.FromDays(2), TimeSpan.FromDays(2.01));
    }

    [Fact]
    public async Task An_advance_without_a_span_is_refused()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        Assert.Equal(400, (await sandbox.ControlAsync(HttpMethod.Post, "clock/advance", new { })).Status);
    }

    private sealed class WaitingHost : ISandboxHost
    {
        public Task Work { get; set; } = Task.CompletedTask;

        public DateTimeOffset? NextDue => null;

        public Task SettleAsync(CancellationToken cancellation) => Work.WaitAsync(cancellation);
    }

    private sealed class PlannedHost : ISandboxHost
    {
        public TimeProvider Clock { get; set; } = TimeProvider.System;

        public bool Idle { get; init; }

        public List<DateTimeOffset> Planned { get; } = [];

        public List<DateTimeOffset> Done { get; } = [];

        public DateTimeOffset? NextDue => Planned.Count == 0 ? null : Planned.Min();

        public Task SettleAsync(CancellationToken cancellation)
        {
            while (!Idle && NextDue <= Clock.GetUtcNow())
            {
                Done.Add(Clock.GetUtcNow());
                Planned.Remove(Planned.Min());
            }

            return Task.CompletedTask;
        }
    }
}
