namespace Gallabox.Core;

/// <summary>What a caller may do about a failure.</summary>
public enum FailureKind
{
    /// <summary>The same call will fail again: never retry.</summary>
    Permanent,

    /// <summary>The outside world may answer otherwise later: retry. Also the kind of an unknown outcome.</summary>
    Transient,

    /// <summary>Somebody has to decide or to change something first.</summary>
    NeedsPerson,
}

/// <summary>
/// A failure with its kind. Adapters translate every foreign failure into one of the three subclasses; the kind is in the
/// type, because only type name and text cross the boundary between an activity and its orchestration.
/// </summary>
public abstract class FailureException : Exception
{
    private protected FailureException(FailureKind kind, string code, string message, Exception? inner)
        : base(message, inner)
    {
        Kind = kind;
        Code = code;
    }

    public FailureKind Kind { get; }

    /// <summary>A stable short code: the foreign one where there is one (<c>meta:133016</c>), else our own (<c>mail:unknown-outcome</c>).</summary>
    public string Code { get; }
}

/// <inheritdoc cref="FailureKind.Permanent"/>
public sealed class PermanentFailureException(string code, string message, Exception? inner = null)
    : FailureException(FailureKind.Permanent, code, message, inner);

/// <inheritdoc cref="FailureKind.Transient"/>
public sealed class TransientFailureException(string code, string message, Exception? inner = null)
    : FailureException(FailureKind.Transient, code, message, inner)
{
    /// <summary>How long the other side asked us to wait, where it said so.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <inheritdoc cref="FailureKind.NeedsPerson"/>
public sealed class NeedsPersonException(string code, string message, Exception? inner = null)
    : FailureException(FailureKind.NeedsPerson, code, message, inner)
{
    /// <summary>After how long the other side would look at the same call again, where it said so; nobody repeats it by himself.</summary>
    public TimeSpan? BlockedFor { get; init; }
}
