using Gallabox.Sandbox.Delivery;

namespace Gallabox.Sandbox.Clock;

/// <summary>
/// Moves the clock from one due moment to the next: timers, happenings of the outside world and what the host has planned, each settled
/// before the next. One advance at a time; time also flows on its own meanwhile.
/// </summary>
internal sealed class ClockAdvance(SandboxClock clock, Agenda agenda, ISandboxHost? host = null) : IDisposable
{
    private const int MostStops = 20_000;
    private const int QuickRounds = 20;
    private static readonly TimeSpan pause = TimeSpan.FromMilliseconds(10);

    private readonly SemaphoreSlim turn = new(1);

    /// <summary>How long, in real time, due work of the host may take to begin and end before the advance gives up.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long, in real time, the host may be busy before a timer that its work may wait for is fired.</summary>
    public TimeSpan StallsAfter { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Advances by the span from now, or to the moment.</summary>
    /// <returns>The clock's time when all is settled.</returns>
    /// <exception cref="ClockStuckException">There were too many stops, or work that is due does not get done.</exception>
    public async Task<DateTimeOffset> RunAsync(Func<DateTimeOffset, DateTimeOffset> target, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            var end = target(clock.GetUtcNow());
            for (var stop = 0; stop < MostStops; stop++)
            {
                await SettleAsync(end, cancellation);
                if (Next() is not { } next || next.Due > end)
                    return await ArriveAsync(end, cancellation);
                await GoAsync(next.Due);
            }

            throw new ClockStuckException($"The advance made {MostStops} stops and is at {clock.GetUtcNow():O}. Next due: {Next()}. "
                + "Advance in smaller steps, or let what waits wait longer.");
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private async Task<DateTimeOffset> ArriveAsync(DateTimeOffset end, CancellationToken cancellation)
    {
        await GoAsync(end);
        await SettleAsync(end, cancellation);
        return clock.GetUtcNow();
    }

    private async Task GoAsync(DateTimeOffset moment)
    {
        clock.MoveTo(moment);
        await clock.FireDueAsync();
    }

    private async Task SettleAsync(DateTimeOffset end, CancellationToken cancellation)
    {
        var since = TimeProvider.System.GetTimestamp();
        for (var round = 0; TimeProvider.System.GetElapsedTime(since) < Patience; round++)
        {
            // A timer that has just fired may still be on its way to the host's own queue.
            if (round > QuickRounds)
                await Task.Delay(pause, TimeProvider.System, cancellation);
            await agenda.RunDueAsync(cancellation);
            if (host is null)
                return;
            await SettleHostAsync(host, end, cancellation);
            var now = clock.GetUtcNow();
            if (!(agenda.NextDue() <= now) && !(host.NextDue <= now))
                return;
        }

        throw new ClockStuckException($"Work due since {host!.NextDue:O} is not getting done; the clock is at {clock.GetUtcNow():O}.");
    }

    /// <summary>Work in hand may itself wait for the clock (a rate limit, a time-out): after a while the clock goes there.</summary>
    private async Task SettleHostAsync(ISandboxHost host, DateTimeOffset end, CancellationToken cancellation)
    {
        var settled = host.SettleAsync(cancellation);
        var since = TimeProvider.System.GetTimestamp();
        while (await Task.WhenAny(settled, Task.Delay(StallsAfter, TimeProvider.System, cancellation)) != settled)
        {
            cancellation.ThrowIfCancellationRequested();
            if (clock.NextStop() is { } stop && stop.Due <= end)
                await GoAsync(stop.Due);
            else if (TimeProvider.System.GetElapsedTime(since) > Patience)
                throw new ClockStuckException($"The host does not come to rest; the clock is at {clock.GetUtcNow():O}.");
        }

        await settled;
    }

    private (DateTimeOffset Due, string What)? Next()
    {
        (DateTimeOffset Due, string What)?[] candidates =
        [
            clock.NextStop() is { } timer ? (timer.Due, $"a timer of {timer.Owner}") : null,
            agenda.NextDue() is { } happening ? (happening, "a happening of the sandbox") : null,
            host?.NextDue is { } planned ? (planned, "planned work of the host") : null,
        ];
        return candidates.Where(static one => one is not null).OrderBy(static one => one!.Value.Due).FirstOrDefault();
    }
}

/// <summary>The clock could not be advanced as asked.</summary>
internal sealed class ClockStuckException(string message) : Exception(message);
