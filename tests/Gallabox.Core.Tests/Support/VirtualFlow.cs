using System.Text;
using Gallabox.Core.Orchestration;

namespace Gallabox.Core.Tests.Support;

/// <summary>
/// Runs one flow on a virtual clock, on the test's own thread: thirty days in a millisecond. Time moves only when nothing
/// can run. Activities are scripted, or taken from a catalog. An activity that is neither, a timer left open at the end, a
/// flow that waits for what never comes, and an endless flow are failures that say what is wrong.
/// </summary>
public sealed class VirtualFlow
{
    private const int MaxSteps = 10_000;
    private readonly VirtualClock clock;
    private readonly Dictionary<string, Func<byte[], byte[]>> scripts = new(StringComparer.Ordinal);
    private readonly PriorityQueue<Action, (DateTimeOffset At, int Order)> acts = new();
    private readonly List<string> raised = [];
    private readonly List<VirtualCall> calls = [];
    private (OrchestrationCatalog Catalog, IServiceProvider Services)? fallback;
    private int actsPlanned;

    /// <param name="start">When the flow starts; the beginning of 2026 unless said.</param>
    /// <param name="version">The version recorded with the instance; the orchestrator's own unless said.</param>
    public VirtualFlow(DateTimeOffset? start = null, string instanceId = "virtual", string? version = null)
    {
        Start = start ?? new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        clock = new VirtualClock { Now = Start };
        InstanceId = instanceId;
        Version = version;
    }

    public DateTimeOffset Start { get; }

    public string InstanceId { get; }

    public string? Version { get; }

    /// <summary>The virtual time, for activities that read a clock.</summary>
    public TimeProvider Clock => clock;

    public DateTimeOffset Now => clock.Now;

    /// <summary>The calls that were made, in order.</summary>
    public IReadOnlyList<VirtualCall> Calls => calls;

    /// <summary>What an activity does. It may throw; a <see cref="FailureException"/> reaches the flow with its kind.</summary>
    public VirtualFlow OnCall<TInput, TOutput>(Activity<TInput, TOutput> activity, Func<TInput, TOutput> script)
    {
        scripts[activity.Name] = input => Wire.ToBytes(script(Wire.FromBytes<TInput>(input)));
        return this;
    }

    /// <summary>Activities without a script are run as the catalog has them, over services in memory.</summary>
    public VirtualFlow Otherwise(OrchestrationCatalog catalog, IServiceProvider services)
    {
        fallback = (catalog, services);
        return this;
    }

    /// <summary>Does something at an instant, before timers and deadlines of the same instant.</summary>
    public VirtualFlow At(DateTimeOffset at, Action act)
    {
        acts.Enqueue(act, (at, actsPlanned++));
        return this;
    }

    /// <inheritdoc cref="At(DateTimeOffset, Action)"/>
    public VirtualFlow At(TimeSpan afterStart, Action act) => At(Start + afterStart, act);

    /// <summary>Raises an event at an instant.</summary>
    public VirtualFlow RaiseAt(TimeSpan afterStart, string name) => At(afterStart, () => Raise(name));

    /// <summary>Raises an event now: from an activity, or from what <see cref="At(TimeSpan, Action)"/> does.</summary>
    public void Raise(string name) => raised.Add(name);

    /// <summary>Runs the flow to its end, or until a time.</summary>
    /// <param name="until">The flow may still be waiting then. Null: it must end.</param>
    /// <exception cref="VirtualFlowException">The flow or the test is wrong; the message says how.</exception>
    /// <remarks>What the flow itself throws is thrown as it is.</remarks>
    public VirtualRun Run<TInput>(Orchestrator<TInput> orchestrator, TInput input, DateTimeOffset? until = null)
    {
        var entry = new OrchestrationCatalog().Add(orchestrator).Orchestrators[orchestrator.Name];
        var history = new VirtualHistory();
        var run = new VirtualOrchestration(entry, InstanceId, Version ?? entry.Version, () => clock.Now, history);
        run.Begin(Encoding.UTF8.GetString(Wire.ToBytes(input)));
        var ended = Pump(run, until);
        return new VirtualRun(ended, ended ? null : run.WaitsFor, clock.Now, history.Lines, entry);
    }

    private bool Pump(VirtualOrchestration run, DateTimeOffset? until)
    {
        for (var step = 0; step < MaxSteps; step++)
        {
            if (!run.IsOver)
            {
                if (!Move(run, until))
                    return false;
            }
            else if (run.End() is { } again)
            {
                run.Begin(again);
            }
            else
            {
                return true;
            }
        }

        throw new VirtualFlowException(
            $"The flow did not end within {MaxSteps} steps. It is {VirtualHistory.Time(clock.Now)}, and it waits for {run.WaitsFor}.");
    }

    /// <summary>One step: a call, else an event that is waited for, else whatever is next in time. False: the time is up.</summary>
    private bool Move(VirtualOrchestration run, DateTimeOffset? until)
    {
        if (run.NextCall is { } call)
            run.Complete(call, Carry(call));
        else if (run.WaitFor(raised) is { } wait && raised.Remove(wait.Name!))
            run.Complete(wait, VirtualOutcome.EventCame);
        else if (NextTime(run) is not { } next)
            throw new VirtualFlowException($"The flow is stuck: it waits for {run.WaitsFor}, and nothing is left that could happen.");
        else if (next > until)
            return false;
        else
            MoveTo(next, run);
        return true;
    }

    private DateTimeOffset? NextTime(VirtualOrchestration run)
    {
        var due = run.NextWait?.Until;
        if (acts.TryPeek(out _, out var planned) && !(due < planned.At))
            return planned.At;
        return due == DateTimeOffset.MaxValue ? null : due;
    }

    private void MoveTo(DateTimeOffset next, VirtualOrchestration run)
    {
        if (next > clock.Now)
            clock.Now = next;
        if (acts.TryPeek(out var act, out var planned) && planned.At <= clock.Now)
        {
            acts.Dequeue();
            act();
        }
        else if (run.NextWait is { } wait)
        {
            run.Complete(wait, wait.Kind == VirtualStepKind.Event ? VirtualOutcome.Deadline : VirtualOutcome.Passed);
        }
    }

    private VirtualOutcome Carry(VirtualStep call)
    {
        calls.Add(new VirtualCall(call.Name!, clock.Now, call.Input!));
        var script = ScriptOf(call.Name!);
        try
        {
            return VirtualOutcome.Answered(Encoding.UTF8.GetString(script(Encoding.UTF8.GetBytes(call.Input!))));
        }
        catch (Exception thrown) when (thrown is not VirtualFlowException)
        {
            return VirtualOutcome.Failed(ActivityFailedException.From(call.Name!, thrown));
        }
    }

    private Func<byte[], byte[]> ScriptOf(string name)
    {
        if (scripts.TryGetValue(name, out var script))
            return script;
        if (fallback is { } other && other.Catalog.Activities.TryGetValue(name, out var activity))
            return input => activity.Run(other.Services, input, CancellationToken.None).GetAwaiter().GetResult();
        throw new VirtualFlowException($"The flow called '{name}', for which the test has no script.");
    }

    private sealed class VirtualClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
