using System.Text;
using System.Text.Json;
using Gallabox.Core;
using Gallabox.Core.Orchestration;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace Gallabox.Functions.Durable;

/// <summary>
/// A flow's view of Durable Functions. Everything is used on the orchestrator's own thread, and is a function of the recorded
/// history. [learn.microsoft.com, "Orchestrator function code constraints"]
/// </summary>
internal sealed class DurableOrchestration : IOrchestration
{
    private const int MaxStatusBytes = 1024;
    private readonly TaskOrchestrationContext context;
    private DateTimeOffset latest;
    private bool ended;

    public DurableOrchestration(TaskOrchestrationContext context, string version)
    {
        this.context = context;
        Version = version;
        Log = context.CreateReplaySafeLogger("Gallabox.Flows." + context.Name.Name);
    }

    public string InstanceId => context.InstanceId;

    public string Version { get; }

    /// <summary>Never runs backwards, though the clocks of the machines that took the steps may differ.</summary>
    public DateTimeOffset Now => latest = Later(latest, new DateTimeOffset(context.CurrentUtcDateTime, TimeSpan.Zero));

    public ILogger Log { get; }

    /// <summary>Runs the flow of that name.</summary>
    public static Task RunAsync(TaskOrchestrationContext context, OrchestrationCatalog catalog, string name)
    {
        var input = context.GetInput<FlowInput>()
            ?? throw new InvalidOperationException($"{context.InstanceId} was started without an input.");
        var flow = new DurableOrchestration(context, input.Version);
        return catalog.Orchestrators[name].Run(flow, Encoding.UTF8.GetBytes(input.Input.GetRawText()));
    }

    public async Task<TOutput> CallAsync<TInput, TOutput>(Activity<TInput, TOutput> activity, TInput input)
    {
        Check();
        StepResult result;
        try
        {
            result = await context.CallActivityAsync<StepResult>(activity.Name, JsonSerializer.SerializeToElement(input, Wire.Json));
        }
        catch (TaskFailedException surprise)
        {
            throw Surprise(activity.Name, surprise.FailureDetails);
        }

        if (result.Failure is { } failure)
            throw new ActivityFailedException(activity.Name, failure.Kind, failure.Code, failure.Reason);
        return result.Output is { } output && output.Deserialize<TOutput>(Wire.Json) is { } value
            ? value
            : throw new InvalidOperationException($"{activity.Name} answered nothing.");
    }

    public async Task WaitUntilAsync(DateTimeOffset at)
    {
        Check();
        if (at <= Now)
            return;
        await context.CreateTimer(at.UtcDateTime, CancellationToken.None);
        latest = Later(latest, at);
    }

    public async Task<bool> WaitForEventAsync(string name, DateTimeOffset deadline)
    {
        Check();
        using var noEvent = new CancellationTokenSource();
        var raised = context.WaitForExternalEvent<object?>(name, noEvent.Token);
        if (!raised.IsCompleted && deadline > Now)
        {
            using var noTimer = new CancellationTokenSource();
            if (await Task.WhenAny(raised, context.CreateTimer(deadline.UtcDateTime, noTimer.Token)) == raised)
                Close(noTimer);
            else
                latest = Later(latest, deadline);
        }

        // Both may have come with one turn: an event that is there is consumed.
        if (raised.IsCompletedSuccessfully)
            return true;
        Close(noEvent);
        return false;
    }

    public void SetStatus(string status) => context.SetCustomStatus(Encoding.UTF8.GetByteCount(status) <= MaxStatusBytes
        ? status
        : throw new ArgumentException($"A status has at most {MaxStatusBytes} bytes.", nameof(status)));

    public void ContinueAsNew<TInput>(TInput input)
    {
        Check();
        ended = true;
        context.ContinueAsNew(FlowInput.Of(Version, input), preserveUnprocessedEvents: true);
    }

    private void Check()
    {
        if (ended)
            throw new InvalidOperationException("A flow returns right after ContinueAsNew.");
    }

    /// <summary>Like <see cref="ActivityFailedException.From"/>, from what crosses the wire of an exception.</summary>
    private static ActivityFailedException Surprise(string activity, TaskFailureDetails details) =>
        new(activity, FailureKind.Transient, "unexpected:" + details.ErrorType.Split('.')[^1], details.ErrorMessage);

    /// <summary>At once and here: the asynchronous way would leave the orchestrator's thread.</summary>
    private static void Close(CancellationTokenSource loser) => loser.Cancel();

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
