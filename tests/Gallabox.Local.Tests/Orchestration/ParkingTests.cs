using Gallabox.Core.Orchestration;
using Xunit;
using static Gallabox.Local.Tests.Orchestration.SampleFlows;

namespace Gallabox.Local.Tests.Orchestration;

public sealed class ParkingTests : IAsyncLifetime
{
    private const string Second = "step 2 was a wait for event 'go' until 2026-01-10T00:00:00Z when it ran, ";
    private static readonly Activity<Order, Done> SendMail = new("SendMail");
    private readonly EngineHarness harness = new();

    public async Task InitializeAsync()
    {
        harness.Catalog = With(Flow("1", async (flow, order) =>
        {
            await flow.CallAsync(Work, order);
            if (await flow.WaitForEventAsync("go", flow.Now.AddDays(9)))
                await flow.CallAsync(Notify, order);
        }));
        await harness.StartAsync();
        await harness.StartFlowAsync(Flow("1", (_, _) => Task.CompletedTask), "p");
        await harness.SettleAsync();
    }

    public async Task DisposeAsync() => await harness.DisposeAsync();

    public static TheoryData<string, string> Changes => new()
    {
        { "another activity", "step 1 was 'Work' when it ran, the orchestrator now asks for 'SendMail'" },
        { "another input", "step 1 was 'Work' when it ran, the orchestrator now asks for it with another input" },
        { "a timer", Second + "the orchestrator now asks for a wait until 2026-01-03T00:00:00Z" },
        { "one more", "step 3 was not there when it ran, the orchestrator now asks for 'Work'" },
        { "ends", Second + "the orchestrator now ends before it" },
        { "throws", Second + "the orchestrator now ends before it" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_changed_orchestrator_parks_its_instances_until_it_is_repaired(string change, string reason)
    {
        var repaired = harness.Catalog;
        harness.Catalog = With(Flow("1", (flow, order) => ChangedAsync(change, flow, order)));
        await harness.RestartAsync();
        await harness.RaiseAsync("p", "go");
        await harness.SettleAsync();
        var parked = await harness.StateAsync("p");
        Assert.Equal((OrchestrationStatus.Parked, reason), (parked.Status, parked.Reason));

        await harness.RestartAsync();
        Assert.Equal(OrchestrationStatus.Parked, (await harness.StateAsync("p")).Status);
        harness.Catalog = repaired;
        await harness.RestartAsync();
        Assert.Equal(OrchestrationStatus.Completed, (await harness.StateAsync("p")).Status);
        Assert.Equal(["order", "notify"], harness.Effects.Done);
    }

    [Fact]
    public async Task A_missing_orchestrator_parks()
    {
        var repaired = harness.Catalog;
        harness.Catalog = EngineHarness.AddActivities;
        await harness.RestartAsync();
        await harness.AdvanceAsync(TimeSpan.FromDays(10));
        Assert.Equal("there is no orchestrator 'Changing' in this host", (await harness.StateAsync("p")).Reason);
        harness.Catalog = repaired;
        await harness.RestartAsync();
        Assert.Equal(OrchestrationStatus.Completed, (await harness.StateAsync("p")).Status);
    }

    [Fact]
    public async Task A_newer_version_parks_an_older_one_runs()
    {
        var flow = Flow("10", (flow, _) => flow.WaitUntilAsync(flow.Now.AddDays(1)));
        harness.Catalog = With(flow);
        await harness.RestartAsync();
        await harness.StartFlowAsync(flow, "ten");
        await harness.SettleAsync();
        harness.Catalog = With(flow with { Version = "9" });
        await harness.RestartAsync();
        await harness.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.Equal(
            "it was started with version 10 of 'Changing', this host has version 9", (await harness.StateAsync("ten")).Reason);
        harness.Catalog = With(flow with { Version = "11" });
        await harness.RestartAsync();
        var state = await harness.StateAsync("ten");
        Assert.Equal((OrchestrationStatus.Completed, "10"), (state.Status, state.Version));
    }

    [Fact]
    public async Task A_missing_activity_parks_and_loses_no_result()
    {
        var flow = Flow("1", async (flow, order) =>
        {
            await flow.CallAsync(Work, order);
            await flow.CallAsync(SendMail, order);
        });
        harness.Catalog = With(flow);
        await harness.RestartAsync();
        await harness.StartFlowAsync(flow, "m");
        await harness.SettleAsync();
        Assert.Equal("there is no activity 'SendMail' in this host", (await harness.StateAsync("m")).Reason);
        harness.Catalog = catalog =>
        {
            With(flow)(catalog);
            catalog.Add<Effects, Order, Done>(SendMail, (effects, order, _) => Task.FromResult(Done.Instance));
        };
        await harness.RestartAsync();
        Assert.Equal(OrchestrationStatus.Completed, (await harness.StateAsync("m")).Status);
        Assert.Equal(2, harness.Effects.Done.Count);
    }

    private static async Task ChangedAsync(string change, IOrchestration flow, Order order)
    {
        await (change switch
        {
            "another activity" => flow.CallAsync(SendMail, order),
            "another input" => (Task)flow.CallAsync(Work, order with { Count = 7 }),
            _ => flow.CallAsync(Work, order),
        });
        switch (change)
        {
            case "a timer":
                await flow.WaitUntilAsync(flow.Now.AddDays(2));
                break;
            case "one more":
                await Task.WhenAll(flow.WaitForEventAsync("go", flow.Now.AddDays(9)), flow.CallAsync(Work, order));
                break;
            case "throws":
                throw new InvalidOperationException("changed");
        }
    }

    private static Orchestrator<Order> Flow(string version, Func<IOrchestration, Order, Task> run) => new("Changing", version, run);

    private static Action<OrchestrationCatalog> With(Orchestrator<Order> flow) => catalog => EngineHarness.AddActivities(catalog.Add(flow));
}
