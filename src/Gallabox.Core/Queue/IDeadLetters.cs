namespace Gallabox.Core.Queue;

/// <summary>Messages that were given up on. They are kept until somebody replays or drops them.</summary>
public interface IDeadLetters
{
    /// <summary>The oldest first, at most <paramref name="take"/> (1 to 1000), after a key of an earlier answer.</summary>
    Task<IReadOnlyList<DeadLetter>> ListAsync(string? after, int take, CancellationToken cancellation);

    /// <summary>Puts the message back at the end of the queue with its attempts forgotten. False: there is no such dead letter.</summary>
    Task<bool> ReplayAsync(string key, CancellationToken cancellation);

    /// <summary>Forgets the message for good. False: there is no such dead letter.</summary>
    Task<bool> DropAsync(string key, CancellationToken cancellation);
}

/// <param name="Key">Names this dead letter; opaque.</param>
/// <param name="Code">The failure's code (<see cref="FailureException.Code"/>), or the exception's type.</param>
/// <param name="Reason">The last failure's text.</param>
public sealed record DeadLetter(string Key, WorkMessage Message, int Attempts, DateTimeOffset At, string Code, string Reason);
