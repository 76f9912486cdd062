using System.Net.Http;

namespace Gallabox.Core.Adapters.Outgoing;

/// <summary>
/// At most so many calls in any window of time, in the order in which they came. Exact: a call takes the place of the one that
/// came so many calls before it, one window later. The limiters of the platform are not used, since they read the machine's
/// clock. One process; several share a provider's limit by its 429.
/// </summary>
/// <param name="longestWait">A call that would wait longer is refused at once.</param>
internal sealed class CallLimit(string provider, int calls, TimeSpan window, TimeSpan longestWait, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Queue<DateTimeOffset> granted = new();

    /// <summary>Waits for a turn. One who gives up waiting has used it.</summary>
    /// <exception cref="TransientFailureException">The queue is too long.</exception>
    public async Task WaitAsync(CancellationToken cancellation)
    {
        var wait = TakeTurn();
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, time, cancellation);
    }

    private TimeSpan TakeTurn()
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            var turn = granted.Count == calls && granted.Peek() + window > now ? granted.Peek() + window : now;
            if (turn - now > longestWait)
                throw new TransientFailureException($"{provider}:queue-full", $"Too many calls wait for {provider}; nothing was sent.")
                {
                    RetryAfter = turn - now,
                };
            if (granted.Count == calls)
                granted.Dequeue();
            granted.Enqueue(turn);
            return turn - now;
        }
    }
}

/// <summary>Makes every attempt, also a repeated one, wait for its turn.</summary>
internal sealed class CallLimitHandler(CallLimit limit) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await limit.WaitAsync(cancellationToken);
        return await base.SendAsync(request, cancellationToken);
    }
}
