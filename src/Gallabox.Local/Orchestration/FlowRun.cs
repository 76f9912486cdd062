using System.Text.Json;
using Gallabox.Core.Orchestration;

namespace Gallabox.Local.Orchestration;

/// <summary>A flow in memory: begun once, then moved by deliveries. No row is read or written here.</summary>
internal sealed class FlowRun(OrchestratorEntry orchestrator, EmbeddedFlow flow, RawJson input)
{
    private readonly FlowPump pump = new();
    private Task? running;

    public EmbeddedFlow Flow => flow;

    public bool Begun => running is not null;

    /// <summary>Returned, threw or continues as new: nothing more can be delivered.</summary>
    public bool IsOver => running is { IsCompleted: true };

    /// <summary>Why the recorded past does not fit the code of today; the run is worthless then.</summary>
    public string? Misfit { get; private set; }

    /// <summary>What the flow threw, or that it waits for what no record can ever complete.</summary>
    public string? Failure => running switch
    {
        { IsFaulted: true } => Describe(running.Exception!.GetBaseException()),
        { IsCanceled: true } => "The flow was cancelled from within.",
        { IsCompleted: false } when flow.Open.Count == 0 => "The flow waits for something that is not an operation of its own.",
        _ => null,
    };

    public bool CallsPending => flow.Open.Any(step => step is OpenCall);

    public IEnumerable<OpenWait> Waits => flow.Open.OfType<OpenWait>();

    public void Begin(DateTimeOffset now)
    {
        flow.Now = now;
        pump.Run(() => running = StartAsync());
    }

    /// <summary>Completes a step and runs the flow until it waits again. False: no such step is open.</summary>
    public bool Deliver(CompletedStep done, DateTimeOffset now)
    {
        if (flow.Close(done.Step) is not { } step)
            return false;
        flow.Now = now;
        try
        {
            pump.Run(() => step.Complete(done));
        }
        catch (JsonException unreadable)
        {
            Misfit = $"the result of step {done.Step} {StepWords.Of(step.Asked)} cannot be read any more: {unreadable.Message}";
        }

        return true;
    }

    // Async, so that what a flow throws before its first await is in the task like the rest.
    private async Task StartAsync() => await orchestrator.Run(flow, input.Utf8);

    private static string Describe(Exception thrown) =>
        thrown is ActivityFailedException ? thrown.Message : $"{thrown.GetType().Name}: {thrown.Message}";
}
