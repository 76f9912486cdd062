using Gallabox.Core.Orchestration;
using Xunit;

namespace Gallabox.Core.Tests.Support;

public sealed class VirtualFlowTests
{
    private static readonly Activity<Parcel, Done> pack = new("Pack");
    private static readonly Activity<Parcel, Parcel> weigh = new("Weigh");
    private static readonly RetryPolicy patient = new(TimeSpan.FromMinutes(1), 2, TimeSpan.FromHours(1), TimeSpan.FromDays(1));

    /// <summary>Packs, waits thirty days unless cancelled, weighs.</summary>
    private static readonly Orchestrator<Parcel> shipping = new("Shipping", "1", async (flow, parcel) =>
    {
        flow.SetStatus("packing");
        await flow.CallAsync(pack, parcel);
        if (await flow.WaitForEventAsync("cancel", flow.Now.AddDays(30)))
        {
            flow.SetStatus("cancelled");
            return;
        }

        var weighed = await flow.CallAsync(weigh, parcel, patient);
        flow.SetStatus($"weighs {weighed.Grams}");
    });

    private readonly VirtualFlow flow = new();

    public VirtualFlowTests() => flow.OnCall(pack, _ => Done.Instance).OnCall(weigh, parcel => parcel with { Grams = 70 });

    [Fact]
    public void Thirty_days_pass_in_no_time()
    {
        var run = flow.Run(shipping, new Parcel());
        Assert.True(run.Ended);
        Assert.Equal(flow.Start.AddDays(30), flow.Now);
        Assert.Equal(["packing", "weighs 70"], run.Statuses);
        Assert.Equal([("Pack", flow.Start), ("Weigh", flow.Now)], flow.Calls.Select(call => (call.Activity, call.At)));
    }

    [Fact]
    public void A_cancellation_on_day_twelve_is_seen_on_day_twelve()
    {
        var run = flow.RaiseAt(TimeSpan.FromDays(12), "cancel").Run(shipping, new Parcel());
        Assert.Equal("cancelled", run.Statuses[^1]);
        Assert.Equal(flow.Start.AddDays(12), flow.Now);
    }

    [Fact]
    public void An_event_at_the_very_deadline_comes_in_time()
    {
        var run = flow.RaiseAt(TimeSpan.FromDays(30), "cancel").Run(shipping, new Parcel());
        Assert.Equal("cancelled", run.Statuses[^1]);
    }

    [Fact]
    public void An_event_that_came_before_anybody_waited_is_kept()
    {
        flow.OnCall(pack, _ =>
        {
            flow.Raise("cancel");
            return Done.Instance;
        });
        Assert.Equal("cancelled", flow.Run(shipping, new Parcel()).Statuses[^1]);
    }

    [Fact]
    public void A_transient_failure_is_tried_again_after_its_delay()
    {
        var attempts = new List<DateTimeOffset>();
        flow.OnCall(weigh, parcel =>
        {
            attempts.Add(flow.Clock.GetUtcNow());
            return attempts.Count < 4 ? throw new TransientFailureException("scale:busy", "busy") : parcel;
        });
        flow.Run(shipping, new Parcel());
        Assert.Equal([0, 1, 3, 7], attempts.Select(attempt => (attempt - attempts[0]).TotalMinutes));
    }

    [Fact]
    public void What_the_flow_throws_is_thrown()
    {
        flow.OnCall(weigh, Parcel (_) => throw new PermanentFailureException("scale:broken", "no"));
        var failure = Assert.Throws<ActivityFailedException>(() => flow.Run(shipping, new Parcel()));
        Assert.Equal((FailureKind.Permanent, "scale:broken", "no"), (failure.Kind, failure.Code, failure.Reason));
    }

    [Fact]
    public void An_activity_without_a_script_is_named()
    {
        var bare = new VirtualFlow();
        var failure = Assert.Throws<VirtualFlowException>(() => bare.Run(shipping, new Parcel()));
        Assert.Equal("The flow called 'Pack', for which the test has no script.", failure.Message);
    }

    [Fact]
    public void An_activity_without_a_script_is_taken_from_the_catalog()
    {
        var catalog = new OrchestrationCatalog().Add<Scale, Parcel, Done>(pack, (_, _, _) => Task.FromResult(Done.Instance))
            .Add<Scale, Parcel, Parcel>(weigh, (scale, parcel, _) => Task.FromResult(parcel with { Grams = scale.Grams }));
        var services = new Scale(90);
        Assert.Equal("weighs 90", new VirtualFlow().Otherwise(catalog, services).Run(shipping, new Parcel()).Statuses[^1]);
    }

    [Fact]
    public void A_timer_left_open_is_a_leak()
    {
        var leaking = Flow(async each =>
            await Task.WhenAny(each.WaitUntilAsync(each.Now.AddDays(1)), each.WaitUntilAsync(each.Now.AddDays(2))));
        var failure = Assert.Throws<VirtualFlowException>(() => flow.Run(leaking, new Parcel()));
        Assert.Equal("The flow ended and left open: 2026-01-03T00:00:00Z (step 2).", failure.Message);
    }

    [Fact]
    public void A_stuck_flow_says_what_it_waits_for()
    {
        var stuck = Flow(each => each.WaitForEventAsync("never", DateTimeOffset.MaxValue));
        var failure = Assert.Throws<VirtualFlowException>(() => flow.Run(stuck, new Parcel()));
        Assert.Contains("stuck: it waits for event 'never' until 9999", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_flow_that_awaits_something_of_its_own_is_stuck()
    {
        var failure = Assert.Throws<VirtualFlowException>(() => flow.Run(Flow(_ => new TaskCompletionSource().Task), new Parcel()));
        Assert.Contains("something that is not an operation of its own", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_endless_flow_is_stopped()
    {
        var endless = Flow(async each =>
        {
            await each.WaitUntilAsync(each.Now.AddDays(1));
            each.ContinueAsNew(new Parcel());
        });
        var failure = Assert.Throws<VirtualFlowException>(() => flow.Run(endless, new Parcel()));
        Assert.Contains("did not end within", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_flow_can_be_left_waiting_at_a_time()
    {
        var run = flow.Run(shipping, new Parcel(), until: flow.Start.AddDays(29));
        Assert.Equal((false, "event 'cancel' until 2026-01-31T00:00:00Z (step 2)"), (run.Ended, run.WaitsFor));
    }

    [Fact]
    public void Racing_waits_do_not_let_time_run_ahead()
    {
        List<DateTimeOffset> seen = [];
        var racing = Flow(async each =>
        {
            var late = each.WaitUntilAsync(each.Now.AddDays(9));
            await Task.WhenAny(late, each.WaitUntilAsync(each.Now.AddDays(1)));
            seen.Add(flow.Clock.GetUtcNow());
            await late;
        });
        flow.Run(racing, new Parcel());
        Assert.Equal([flow.Start.AddDays(1)], seen);
    }

    [Fact]
    public void Events_outlive_a_continue_as_new()
    {
        var counting = new Orchestrator<Parcel>("Counting", "1", async (each, parcel) =>
        {
            if (parcel.Grams < 3 && await each.WaitForEventAsync("one", each.Now.AddDays(9)))
                each.ContinueAsNew(parcel with { Grams = parcel.Grams + 1 });
        });
        foreach (var day in (int[])[2, 2, 3])
            flow.RaiseAt(TimeSpan.FromDays(day), "one");
        Assert.Equal(3, flow.Run(counting, new Parcel()).History.Count(line => line == "continues as new"));
        Assert.Equal(flow.Start.AddDays(3), flow.Now);
    }

    private static Orchestrator<Parcel> Flow(Func<IOrchestration, Task> run) => new("Odd", "1", (each, _) => run(each));

    private sealed record Parcel(int Grams = 0);

    private sealed record Scale(int Grams) : IServiceProvider
    {
        public object? GetService(Type serviceType) => this;
    }
}
