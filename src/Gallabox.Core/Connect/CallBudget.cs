namespace Gallabox.Core.Connect;

/// <summary>A share of a limit: so many calls in the long run, a few at once. The state is one moment; the arithmetic is pure.</summary>
/// <param name="Every">Between two calls in the long run.</param>
/// <param name="AtOnce">Calls that need not wait when none came before; at least 1.</param>
public sealed record CallBudget(TimeSpan Every, int AtOnce)
{
    /// <summary>When the next call may start.</summary>
    /// <param name="spentUntil">What <see cref="Spend"/> came to last.</param>
    public DateTimeOffset Next(DateTimeOffset spentUntil, DateTimeOffset now)
    {
        var ahead = spentUntil - now - Every * (AtOnce - 1);
        return ahead > TimeSpan.Zero ? now + ahead : now;
    }

    /// <summary>The state after some calls that start now or at their turn.</summary>
    public DateTimeOffset Spend(DateTimeOffset spentUntil, DateTimeOffset now, int calls) => (spentUntil > now ? spentUntil : now) + Every * calls;
}
