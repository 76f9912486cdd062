using Gallabox.Core;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gallabox.Functions.Tests.Durable;

/// <summary>A Durable context whose history is written by the test: time moves, timers fire and events come when it says so.</summary>
internal sealed class FakeContext(DateTimeOffset now) : TaskOrchestrationContext
{
    private readonly Dictionary<string, Queue<TaskCompletionSource>> waits = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> kept = new(StringComparer.OrdinalIgnoreCase);

    public DateTimeOffset Clock { get; set; } = now;

    public Func<string, object?, Task<object>> Activity { get; init; } = (_, _) => throw new InvalidOperationException("No activity was expected.");

    public List<(DateTimeOffset At, TaskCompletionSource Done, CancellationToken Cancelled)> Timers { get; } = [];

    public object? Status { get; private set; }

    public object? NextInput { get; private set; }

    public object? Input { get; init; }

    public override TaskName Name => "Sample";

    public override string InstanceId => "case-1";

    public override ParentOrchestrationInstance? Parent => null;

    public override DateTime CurrentUtcDateTime => Clock.UtcDateTime;

    public override bool IsReplaying => false;

    protected override ILoggerFactory LoggerFactory => NullLoggerFactory.Instance;

    /// <summary>Time comes to a timer.</summary>
    public void Fire(int timer)
    {
        Clock = Timers[timer].At;
        Timers[timer].Done.SetResult();
    }

    public void Raise(string name)
    {
        while (waits.TryGetValue(name, out var waiting) && waiting.TryDequeue(out var first))
            if (first.TrySetResult())
                return;
        kept[name] = kept.GetValueOrDefault(name) + 1;
    }

    public override T GetInput<T>() => (T)Input!;

    public override async Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null) =>
        (TResult)await Activity(name.Name, input);

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        var timer = new TaskCompletionSource();
        cancellationToken.Register(() => timer.TrySetCanceled(cancellationToken));
        Timers.Add((new DateTimeOffset(fireAt, TimeSpan.Zero), timer, cancellationToken));
        return timer.Task;
    }

    public override async Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        if (kept.GetValueOrDefault(eventName) is > 0 and var more)
        {
            kept[eventName] = more - 1;
            return default!;
        }

        var wait = new TaskCompletionSource();
        cancellationToken.Register(() => wait.TrySetCanceled(cancellationToken));
        if (!waits.TryGetValue(eventName, out var waiting))
            waits[eventName] = waiting = new Queue<TaskCompletionSource>();
        waiting.Enqueue(wait);
        await wait.Task;
        return default!;
    }

    public override void SendEvent(string instanceId, string eventName, object payload) => throw new NotSupportedException();

    public override void SetCustomStatus(object? customStatus) => Status = customStatus;

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        throw new NotSupportedException();

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        NextInput = preserveUnprocessedEvents ? newInput : throw new InvalidOperationException("Events would be lost.");

    public override Guid NewGuid() => throw new NotSupportedException("Ids are made of what makes a thing unique.");
}
