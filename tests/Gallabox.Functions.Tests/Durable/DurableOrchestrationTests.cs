using System.Text.Json;
using Gallabox.Core;
using Gallabox.Core.Orchestration;
using Gallabox.Functions.Durable;
using Microsoft.DurableTask;
using Xunit;

namespace Gallabox.Functions.Tests.Durable;

public sealed class DurableOrchestrationTests
{
    private static readonly DateTimeOffset start = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);
    private static readonly Activity<Question, Answer> ask = new("Ask");

    [Fact]
    public async Task AnActivitysAnswerComesBackAsItsRecord()
    {
        var flow = Flow(new FakeContext(start) { Activity = (name, input) => Task.FromResult<object>(Output(new Answer($"{name}: {((JsonElement)input!).GetProperty("text")}"))) });
        Assert.Equal("Ask: why", (await flow.CallAsync(ask, new Question("why"))).Text);
    }

    [Fact]
    public async Task AnExpectedFailureKeepsKindCodeAndWords()
    {
        var failure = new StepFailure(FailureKind.NeedsPerson, "meta:133016", "Too many registrations.");
        var flow = Flow(new FakeContext(start) { Activity = (_, _) => Task.FromResult<object>(new StepResult(Failure: failure)) });
        var seen = await Assert.ThrowsAsync<ActivityFailedException>(() => flow.CallAsync(ask, new Question("why")));
        Assert.Equal(("Ask", FailureKind.NeedsPerson, "meta:133016", "Too many registrations."), (seen.Activity, seen.Kind, seen.Code, seen.Reason));
    }

    [Fact]
    public async Task ASurpriseIsTransientAndNamesItsType()
    {
        var details = new TaskFailureDetails("System.InvalidOperationException", "boom", null, null, null);
        var flow = Flow(new FakeContext(start) { Activity = (name, _) => throw new TaskFailedException(name, 1, details) });
        var seen = await Assert.ThrowsAsync<ActivityFailedException>(() => flow.CallAsync(ask, new Question("why")));
        Assert.Equal((FailureKind.Transient, "unexpected:InvalidOperationException", "boom"), (seen.Kind, seen.Code, seen.Reason));
    }

    [Fact]
    public async Task AnEventBeforeTheDeadlineCancelsTheTimer()
    {
        var context = new FakeContext(start);
        var waiting = Flow(context).WaitForEventAsync("nudge", start.AddDays(3));
        context.Raise("nudge");
        Assert.True(await waiting);
        Assert.True(context.Timers.Single().Cancelled.IsCancellationRequested);
    }

    [Fact]
    public async Task TheDeadlineEndsTheWaitAndALaterEventIsKept()
    {
        var context = new FakeContext(start);
        var flow = Flow(context);
        var waiting = flow.WaitForEventAsync("nudge", start.AddDays(3));
        context.Fire(0);
        Assert.False(await waiting);
        context.Raise("nudge");
        Assert.True(await flow.WaitForEventAsync("nudge", start.AddDays(9)));
    }

    [Fact]
    public async Task APastDeadlineTakesAnEventThatIsThereAndStartsNoTimer()
    {
        var context = new FakeContext(start);
        context.Raise("nudge");
        var flow = Flow(context);
        Assert.True(await flow.WaitForEventAsync("nudge", start.AddDays(-1)));
        Assert.False(await flow.WaitForEventAsync("nudge", start.AddDays(-1)));
        Assert.Empty(context.Timers);
    }

    [Fact]
    public async Task AfterATimerItIsNeverEarlier()
    {
        var context = new FakeContext(start);
        var flow = Flow(context);
        var waiting = flow.WaitUntilAsync(start.AddHours(1));
        context.Clock = start.AddMinutes(59);
        context.Timers[0].Done.SetResult();
        await waiting;
        Assert.Equal(start.AddHours(1), flow.Now);
    }

    [Fact]
    public void TheClockOfAnotherMachineNeverTurnsTimeBack()
    {
        var context = new FakeContext(start);
        var flow = Flow(context);
        Assert.Equal(start, flow.Now);
        context.Clock = start.AddSeconds(-2);
        Assert.Equal(start, flow.Now);
    }

    [Fact]
    public async Task ContinuingAsNewKeepsTheVersionAndEndsTheRun()
    {
        var context = new FakeContext(start);
        var flow = Flow(context, "7");
        flow.ContinueAsNew(new Question("again"));
        var next = Assert.IsType<FlowInput>(context.NextInput);
        Assert.Equal(("7", "again"), (next.Version, next.Input.GetProperty("text").GetString()));
        await Assert.ThrowsAsync<InvalidOperationException>(() => flow.WaitUntilAsync(start.AddDays(1)));
    }

    [Fact]
    public async Task TheFlowOfTheCatalogRunsOnItsInput()
    {
        Question? seen = null;
        var catalog = new OrchestrationCatalog().Add(new Orchestrator<Question>("Sample", "3", (flow, input) =>
        {
            seen = input;
            flow.SetStatus("version " + flow.Version);
            return Task.CompletedTask;
        }));
        var context = new FakeContext(start) { Input = FlowInput.Of("2", new Question("why")) };
        await DurableOrchestration.RunAsync(context, catalog, "Sample");
        Assert.Equal(("why", "version 2"), (seen?.Text, context.Status));
    }

    [Fact]
    public void ALongStatusIsRefused() => Assert.Throws<ArgumentException>(() => Flow(new FakeContext(start)).SetStatus(new string('x', 1025)));

    private static DurableOrchestration Flow(FakeContext context, string version = "1") => new(context, version);

    private static StepResult Output<T>(T value) => new(JsonSerializer.SerializeToElement(value, Wire.Json));

    private sealed record Question(string Text);

    private sealed record Answer(string Text);
}
