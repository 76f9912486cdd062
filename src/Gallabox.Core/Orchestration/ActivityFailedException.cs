namespace Gallabox.Core.Orchestration;

/// <summary>What a flow sees of a failed activity: the kind, a stable code and a text, never the exception itself.</summary>
public sealed class ActivityFailedException(string activity, FailureKind kind, string code, string reason)
    : Exception($"{activity} failed ({kind}, {code}): {reason}")
{
    public string Activity { get; } = activity;

    public FailureKind Kind { get; } = kind;

    public string Code { get; } = code;

    /// <summary>The failure's own words, fit for an operator.</summary>
    public string Reason { get; } = reason;

    /// <summary>Translates what an activity threw. What is not one of ours is a surprise, and a surprise may pass: transient.</summary>
    public static ActivityFailedException From(string activity, Exception thrown) => thrown is FailureException failure
        ? new(activity, failure.Kind, failure.Code, failure.Message)
        : new(activity, FailureKind.Transient, "unexpected:" + thrown.GetType().Name, thrown.Message);
}
