namespace Gallabox.Local.Queue;

/// <summary>How the log is worked off.</summary>
/// <param name="Gather">How long a few events wait for more.</param>
/// <param name="Enough">So many bytes wait for no more.</param>
/// <param name="Batch">How many bytes are applied at once; bounds the memory.</param>
/// <param name="Retry">The wait after a failure.</param>
public sealed record EventLogPace(TimeSpan Gather, int Enough, int Batch, TimeSpan Retry)
{
    public static EventLogPace Usual { get; } = new(TimeSpan.FromSeconds(1), 2 * 1024 * 1024, 4 * 1024 * 1024, TimeSpan.FromSeconds(1));
}
