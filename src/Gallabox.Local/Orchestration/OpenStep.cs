using Gallabox.Core;
using Gallabox.Core.Orchestration;

namespace Gallabox.Local.Orchestration;

/// <summary>
/// A step that a flow asked for and that is not yet complete. The completion sources run continuations on the spot, which
/// is on the pump: it is what makes a delivery a finished thing when the pump returns.
/// </summary>
internal abstract class OpenStep(AskedStep asked)
{
    public AskedStep Asked { get; } = asked;

    public abstract void Complete(CompletedStep done);
}

internal abstract class OpenCall(AskedStep asked, ReadOnlyMemory<byte> input) : OpenStep(asked)
{
    public ReadOnlyMemory<byte> Input { get; } = input;
}

internal sealed class OpenCall<TOutput>(AskedStep asked, ReadOnlyMemory<byte> input) : OpenCall(asked, input)
{
    private readonly TaskCompletionSource<TOutput> source = new();

    public Task<TOutput> Task => source.Task;

    /// <exception cref="System.Text.Json.JsonException">The recorded output is not of today's shape.</exception>
    public override void Complete(CompletedStep done)
    {
        if (done.Failure is { } failure)
            source.SetException(new ActivityFailedException(Asked.Name!, failure.Kind, failure.Code, failure.Reason));
        else
            source.SetResult(Wire.FromBytes<TOutput>(done.Output!.Value.Utf8.Span));
    }
}

/// <summary>A timer, or an event with a deadline.</summary>
/// <param name="askedAt">An event that was there by then is taken, whatever the deadline.</param>
internal sealed class OpenWait(AskedStep asked, DateTimeOffset askedAt) : OpenStep(asked)
{
    private readonly TaskCompletionSource<bool> source = new();

    public Task<bool> Task => source.Task;

    public DateTimeOffset Until => Asked.Until!.Value;

    /// <summary>Whether the event comes before the deadline.</summary>
    public bool Takes(EventRecord raised) =>
        Asked.Kind == StepKind.Event && Asked.Name == raised.Name && (raised.At <= Until || raised.At <= askedAt);

    public override void Complete(CompletedStep done) => source.SetResult(done.Came ?? true);
}
