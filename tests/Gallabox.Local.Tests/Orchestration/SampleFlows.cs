using Gallabox.Core;
using Gallabox.Core.Orchestration;

namespace Gallabox.Local.Tests.Orchestration;

internal sealed record Order(string Name, int Count = 1);

internal sealed record Receipt(string Key);

/// <summary>Flows for the engine's tests. Activities only write down that they ran.</summary>
internal static class SampleFlows
{
    public static readonly Activity<Order, Receipt> Work = new("Work");
    public static readonly Activity<Order, Receipt> Shaky = new("Shaky");
    public static readonly Activity<Order, Done> Notify = new("Notify");

    public static readonly RetryPolicy Retry = new(TimeSpan.FromSeconds(2), 4, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30));

    public static readonly Orchestrator<Order> Everything = new("Everything", "1", EverythingAsync);
    public static readonly Orchestrator<Order> Parallel = new("Parallel", "1", ParallelAsync);
    public static readonly Orchestrator<Order> Counter = new("Counter", "1", CounterAsync);
    public static readonly Orchestrator<Order> Waiter = new("Waiter", "1", WaiterAsync);
    public static readonly Orchestrator<Order> Sequence = new("Sequence", "1", SequenceAsync);
    public static readonly Orchestrator<Order> Long = new("Long", "1", LongAsync);
    public static readonly Orchestrator<Order> Failing = new("Failing", "1", FailingAsync);

    /// <summary>Steps, a near timer, a far timer, an event with a deadline, a clean-up: one of everything.</summary>
    private static async Task EverythingAsync(IOrchestration flow, Order order)
    {
        await flow.CallAsync(Work, order with { Name = "first" });
        flow.SetStatus("begun");
        await flow.WaitUntilAsync(flow.Now.AddSeconds(1));
        await flow.CallAsync(Work, order with { Name = "second" });
        await flow.WaitUntilAsync(flow.Now.AddDays(3));
        var approved = await flow.WaitForEventAsync("approved", flow.Now.AddDays(30));
        await Task.WhenAll(
            flow.CallAsync(Work, order with { Name = approved ? "yes" : "no" }),
            flow.CallAsync(Shaky, order with { Name = "shaky" }, Retry));
        flow.SetStatus("done");
        await flow.CallAsync(Notify, order);
    }

    private static async Task ParallelAsync(IOrchestration flow, Order order)
    {
        var receipts = await Task.WhenAll(Enumerable.Range(0, order.Count).Select(each => flow.CallAsync(Work, new Order($"part {each}"))));
        flow.SetStatus(string.Join(", ", receipts.Select(receipt => receipt.Key)));
    }

    /// <summary>Counts "tick" events, starting anew after each.</summary>
    private static async Task CounterAsync(IOrchestration flow, Order order)
    {
        if (order.Count > 3)
            return;
        if (await flow.WaitForEventAsync("tick", flow.Now.AddDays(10)))
        {
            await flow.CallAsync(Work, new Order($"tick {order.Count}"));
            flow.ContinueAsNew(order with { Count = order.Count + 1 });
        }
    }

    /// <summary>Waits for an event, and says in its status what came.</summary>
    private static async Task WaiterAsync(IOrchestration flow, Order order) =>
        flow.SetStatus(await flow.WaitForEventAsync("go", flow.Now.AddDays(order.Count)) ? "came" : "deadline");

    private static async Task SequenceAsync(IOrchestration flow, Order order)
    {
        for (var step = 0; step < order.Count; step++)
            await flow.CallAsync(Work, new Order($"step {step}"));
    }

    /// <summary>A sequence, and after it another one of two steps, as a new generation.</summary>
    private static async Task LongAsync(IOrchestration flow, Order order)
    {
        for (var step = 0; step < order.Count; step++)
            await flow.CallAsync(Work, new Order($"{order.Name} {step}"));
        if (order.Name != "again")
            flow.ContinueAsNew(new Order("again", 2));
    }

    private static async Task FailingAsync(IOrchestration flow, Order order)
    {
        try
        {
            await flow.CallAsync(Shaky, order);
        }
        catch (ActivityFailedException failure)
        {
            flow.SetStatus($"{failure.Activity} {failure.Kind} {failure.Code} {failure.Reason}");
            throw;
        }
    }
}

/// <summary>What the sample activities did, across restarts of the engine.</summary>
internal sealed class Effects
{
    private readonly List<string> done = [];

    /// <summary>What the shaky activity does; it may throw.</summary>
    public Func<Order, int, Receipt> Shaky { get; set; } = (order, _) => new Receipt(order.Name);

    public int ShakyRuns { get; private set; }

    public IReadOnlyList<string> Done
    {
        get
        {
            lock (done)
                return [.. done];
        }
    }

    public Receipt Work(Order order)
    {
        lock (done)
            done.Add(order.Name);
        return new Receipt(order.Name);
    }

    public Receipt RunShaky(Order order)
    {
        lock (done)
            ShakyRuns++;
        return Shaky(order, ShakyRuns);
    }
}
