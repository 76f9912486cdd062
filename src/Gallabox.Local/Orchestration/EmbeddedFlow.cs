using System.Security.Cryptography;
using System.Text;
using Gallabox.Core;
using Gallabox.Core.Orchestration;

namespace Gallabox.Local.Orchestration;

/// <summary>What a flow sees of the engine. Used on the flow's pump only.</summary>
internal sealed class EmbeddedFlow : IOrchestration
{
    private const int MaxStatusBytes = 1024;
    private const int HashBytes = 8;
    private readonly SortedDictionary<int, OpenStep> open = [];
    private List<AskedStep> asked = [];
    private int steps;

    public EmbeddedFlow(string instanceId, string version, string? status, ILogger log)
    {
        InstanceId = instanceId;
        Version = version;
        CustomStatus = status;
        Log = new ReplaySafeLog(log, this);
    }

    public string InstanceId { get; }

    public string Version { get; }

    public DateTimeOffset Now { get; set; }

    public ILogger Log { get; }

    public bool Replaying { get; set; }

    public string? CustomStatus { get; private set; }

    /// <summary>The input of the next generation, once the flow asked for one.</summary>
    public RawJson? NextInput { get; private set; }

    public IReadOnlyCollection<OpenStep> Open => open.Values;

    public Task<TOutput> CallAsync<TInput, TOutput>(Activity<TInput, TOutput> activity, TInput input)
    {
        var json = Wire.ToBytes(input);
        var hash = Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, HashBytes));
        return Ask(new OpenCall<TOutput>(new AskedStep(++steps, StepKind.Call, activity.Name, Input: hash), json)).Task;
    }

    public Task WaitUntilAsync(DateTimeOffset at) => at <= Now
        ? Task.CompletedTask
        : Ask(new OpenWait(new AskedStep(++steps, StepKind.Timer, Until: at.ToUniversalTime()), Now)).Task;

    public Task<bool> WaitForEventAsync(string name, DateTimeOffset deadline) =>
        Ask(new OpenWait(new AskedStep(++steps, StepKind.Event, name, deadline.ToUniversalTime()), Now)).Task;

    public void SetStatus(string status) => CustomStatus = Encoding.UTF8.GetByteCount(status) <= MaxStatusBytes
        ? status
        : throw new ArgumentException($"A status has at most {MaxStatusBytes} bytes.", nameof(status));

    public void ContinueAsNew<TInput>(TInput input) => NextInput = new RawJson(Wire.ToBytes(input));

    /// <summary>What was asked for since the last call, in order.</summary>
    public List<AskedStep> TakeAsked()
    {
        var taken = asked;
        asked = [];
        return taken;
    }

    /// <summary>The open step of that number, which is closed by this; null when there is none.</summary>
    public OpenStep? Close(int step) => open.Remove(step, out var found) ? found : null;

    public OpenStep? Find(int step) => open.GetValueOrDefault(step);

    private T Ask<T>(T step)
        where T : OpenStep
    {
        if (NextInput is not null)
            throw new InvalidOperationException("A flow returns right after ContinueAsNew.");
        open.Add(step.Asked.Step, step);
        asked.Add(step.Asked);
        return step;
    }

    private sealed class ReplaySafeLog(ILogger inner, EmbeddedFlow flow) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => !flow.Replaying && inner.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!flow.Replaying)
                inner.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}
