using System.Runtime.ExceptionServices;
using System.Text;
using Gallabox.Core.Orchestration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gallabox.Core.Tests.Support;

/// <summary>What a flow sees of the harness. It keeps what is open and writes the history; it decides nothing.</summary>
internal sealed class VirtualOrchestration(
    OrchestratorEntry orchestrator, string instanceId, string version, Func<DateTimeOffset> clock, VirtualHistory history) : IOrchestration
{
    private readonly VirtualPump pump = new();
    private readonly List<VirtualStep> open = [];
    private Task running = Task.CompletedTask;
    private string? next;
    private int steps;

    public string InstanceId => instanceId;

    public string Version => version;

    public DateTimeOffset Now { get; private set; }

    public ILogger Log => NullLogger.Instance;

    public bool IsOver => running.IsCompleted;

    public Exception? Thrown => running.Exception?.InnerException;

    public VirtualStep? NextCall => open.Find(step => step.Kind == VirtualStepKind.Call);

    /// <summary>The timer or deadline that comes first.</summary>
    public VirtualStep? NextWait => open.Where(step => step.Until is not null).MinBy(step => step.Until);

    public string WaitsFor => open.Count > 0
        ? string.Join(", ", open.Select(step => step.Words))
        : "something that is not an operation of its own";

    public Task<TOutput> CallAsync<TInput, TOutput>(Activity<TInput, TOutput> activity, TInput input)
    {
        var source = new TaskCompletionSource<TOutput>();
        Ask(VirtualStepKind.Call, activity.Name, null, VirtualHistory.Json(input), outcome =>
        {
            if (outcome.Failure is { } failure)
                source.SetException(failure);
            else
                source.SetResult(VirtualHistory.FromJson<TOutput>(outcome.Json!));
        });
        return source.Task;
    }

    public Task WaitUntilAsync(DateTimeOffset at)
    {
        if (at <= Now)
            return Task.CompletedTask;
        var source = new TaskCompletionSource();
        Ask(VirtualStepKind.Timer, null, at, null, _ => source.SetResult());
        return source.Task;
    }

    public Task<bool> WaitForEventAsync(string name, DateTimeOffset deadline)
    {
        var source = new TaskCompletionSource<bool>();
        Ask(VirtualStepKind.Event, name, deadline, null, outcome => source.SetResult(outcome == VirtualOutcome.EventCame));
        return source.Task;
    }

    public void SetStatus(string status)
    {
        if (Encoding.UTF8.GetByteCount(status) > 1024)
            throw new ArgumentException("A status has at most 1 KB.", nameof(status));
        history.Add($"status {VirtualHistory.Json(status)}");
    }

    public void ContinueAsNew<TInput>(TInput input) => next = VirtualHistory.Json(input);

    public void Begin(string input)
    {
        if (history.Lines.Count == 0)
            history.Add($"flow {orchestrator.Name} version {version} instance {instanceId}");
        next = null;
        steps = 0;
        Now = clock();
        history.Told(Now, $"input {input}");
        pump.Run(() => running = RunAsync(Encoding.UTF8.GetBytes(input)));
    }

    public VirtualStep? Find(int number) => open.Find(step => step.Number == number);

    /// <summary>The first open wait for one of these events.</summary>
    public VirtualStep? WaitFor(IReadOnlyCollection<string> events) =>
        open.Find(step => step.Kind == VirtualStepKind.Event && events.Contains(step.Name!));

    public void Complete(VirtualStep step, VirtualOutcome outcome)
    {
        open.Remove(step);
        Now = clock();
        history.Told(Now, $"{step.Number} {outcome.Text}");
        pump.Run(() => step.Complete(outcome));
    }

    /// <summary>The flow is over: records how. Answers the next input when it continues as new.</summary>
    /// <exception cref="VirtualFlowException">It left something open.</exception>
    public string? End()
    {
        if (Thrown is { } thrown)
            ExceptionDispatchInfo.Throw(thrown);
        if (open.Count > 0)
            throw new VirtualFlowException($"The flow ended and left open: {WaitsFor}.");
        history.Add(next is null ? "ended" : "continues as new");
        return next;
    }

    private async Task RunAsync(byte[] input) => await orchestrator.Run(this, input);

    private void Ask(VirtualStepKind kind, string? name, DateTimeOffset? until, string? input, Action<VirtualOutcome> complete)
    {
        if (next is not null)
            throw new InvalidOperationException("A flow returns right after ContinueAsNew.");
        var step = new VirtualStep(++steps, kind, name, until, input, complete);
        open.Add(step);
        history.Add(step.Line);
    }
}
