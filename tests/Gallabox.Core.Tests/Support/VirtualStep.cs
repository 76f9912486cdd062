using Gallabox.Core.Orchestration;

namespace Gallabox.Core.Tests.Support;

/// <summary>The flow or its test is wrong.</summary>
public sealed class VirtualFlowException(string message) : Exception(message);

/// <param name="Input">As JSON.</param>
public sealed record VirtualCall(string Activity, DateTimeOffset At, string Input);

internal enum VirtualStepKind
{
    Call,
    Timer,
    Event,
}

/// <summary>What a flow asked for, open until it is completed.</summary>
/// <param name="Complete">Moves the flow, on the spot: sources that ran continuations elsewhere would let time run ahead.</param>
internal sealed record VirtualStep(
    int Number, VirtualStepKind Kind, string? Name, DateTimeOffset? Until, string? Input, Action<VirtualOutcome> Complete)
{
    /// <summary>As a line of the history.</summary>
    public string Line => Kind switch
    {
        VirtualStepKind.Call => $"{Number} call {Name} {Input}",
        VirtualStepKind.Timer => $"{Number} wait until {VirtualHistory.Time(Until!.Value)}",
        _ => $"{Number} wait for event {Name} until {VirtualHistory.Time(Until!.Value)}",
    };

    public string Words => Kind switch
    {
        VirtualStepKind.Call => $"activity '{Name}' (step {Number})",
        VirtualStepKind.Timer => $"{VirtualHistory.Time(Until!.Value)} (step {Number})",
        _ => $"event '{Name}' until {VirtualHistory.Time(Until!.Value)} (step {Number})",
    };
}

/// <summary>How a step came out: the words and the JSON of its line in the history.</summary>
internal sealed record VirtualOutcome(string Word, string? Json = null, ActivityFailedException? Failure = null)
{
    private const string AnsweredWord = "answered";
    private const string FailedWord = "failed";

    public static VirtualOutcome Passed { get; } = new("passed");

    public static VirtualOutcome EventCame { get; } = new("came");

    public static VirtualOutcome Deadline { get; } = new("deadline");

    public string Text => Json is null ? Word : $"{Word} {Json}";

    public static VirtualOutcome Answered(string json) => new(AnsweredWord, json);

    public static VirtualOutcome Failed(ActivityFailedException failure) =>
        new(FailedWord, VirtualHistory.Json(new Recorded(failure.Kind, failure.Code, failure.Reason)), failure);

    /// <summary>Null when the text is no outcome.</summary>
    public static VirtualOutcome? Parse(string activity, string text) => text.Split(' ', 2) switch
    {
        [AnsweredWord, var json] => Answered(json),
        [FailedWord, var json] => Failed(VirtualHistory.FromJson<Recorded>(json).ToException(activity)),
        ["passed"] => Passed,
        ["came"] => EventCame,
        ["deadline"] => Deadline,
        _ => null,
    };

    private sealed record Recorded(FailureKind Kind, string Code, string Reason)
    {
        public ActivityFailedException ToException(string activity) => new(activity, Kind, Code, Reason);
    }
}
