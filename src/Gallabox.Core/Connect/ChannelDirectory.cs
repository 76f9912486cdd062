using System.Runtime.ExceptionServices;
using Gallabox.Core.Providers;
using Microsoft.Extensions.Options;

namespace Gallabox.Core.Connect;

/// <summary>What a look at 360dialog came to.</summary>
/// <param name="Channels">The number's channels at that moment, or null: not looked yet.</param>
/// <param name="LookAt">When to come again, where nothing could be looked at now.</param>
public sealed record Sighting(IReadOnlyList<Dialog360Channel>? Channels, DateTimeOffset LookAt);

/// <summary>
/// Channels by number, read for all waiting cases together: when few ask, number by number; when many ask, one listing of the
/// whole hub serves them all, and nobody waits for it in a call: it is there when they come again. Calls keep to their share of the partner limit (facts 6.1), and who would have to wait for it is
/// told when to come again, so that a thousand sign-ups cost a few listings and no held-up call.
/// </summary>
public sealed class ChannelDirectory(IDialog360Partner dialog360, IOptionsMonitor<ConnectOptions> rules, TimeProvider time)
{
    private const int PageSize = 200;
    private const int MaxKept = 10_000;
    private static readonly TimeSpan queueRetry = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly HashSet<PhoneNumber> wanted = [];
    private readonly Dictionary<PhoneNumber, Reading> kept = [];
    private Listing? listing;
    private Flight? flight;
    private DateTimeOffset spentUntil;

    private Exception? failed;

    /// <summary>Pages of the last listing: from so many askers on, a listing is cheaper.</summary>
    private int pages = 3;

    /// <summary>How old an answer may be when nothing new was heard: so old that looking costs the hub's calls little.</summary>
    public TimeSpan RestFor => Max(TimeSpan.FromMinutes(1), rules.CurrentValue.LookEvery * pages * 2);

    /// <summary>The channels of a number, from a look that began after a moment.</summary>
    /// <exception cref="FailureException">360dialog did not answer, or not with a list.</exception>
    public async Task<Sighting> LookAsync(PhoneNumber phone, DateTimeOffset notBefore, CancellationToken cancellation)
    {
        Flight joined;
        lock (gate)
        {
            ThrowIfFailed();
            if (Known(phone, notBefore) is { } known)
                return new Sighting(known, time.GetUtcNow());
            if (Join(phone, notBefore) is not { IsShort: true } flown)
                return new Sighting(null, ComeAgain());
            joined = flown;
        }

        return await ArriveAsync(joined, phone, cancellation);
    }

    /// <summary>Every channel of the hub, from a look that is not older than <see cref="RestFor"/>; null: not now.</summary>
    public async Task<IReadOnlyList<Dialog360Channel>?> ListAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        Task<Listing> flown;
        lock (gate)
        {
            if (listing is { } known && known.At >= now - RestFor)
                return known.All;
            if (flight is not null || Budget.Next(spentUntil, now) > now)
                return null;
            var started = Depart(now, null);
            if (!started.IsShort)
                return null;
            flown = started.Everything;
        }

        return (await flown.WaitAsync(cancellation)).All;
    }

    private CallBudget Budget => new(rules.CurrentValue.LookEvery, 1);

    private IReadOnlyList<Dialog360Channel>? Known(PhoneNumber phone, DateTimeOffset notBefore)
    {
        if (listing is { } full && full.At > notBefore)
            return full.Of(phone);
        return kept.TryGetValue(phone, out var reading) && reading.At > notBefore ? reading.Channels : null;
    }

    /// <summary>The flight that serves the number, or null when it has to wait for one.</summary>
    private Flight? Join(PhoneNumber phone, DateTimeOffset notBefore)
    {
        var now = time.GetUtcNow();
        if (flight is { } under)
        {
            if (under.At > notBefore && under.Serves(phone))
                return under;
            wanted.Add(phone);
            return null;
        }

        wanted.Add(phone);
        if (Budget.Next(spentUntil, now) > now)
            return null;
        IReadOnlyList<PhoneNumber>? few = wanted.Count < pages ? [.. wanted] : null;
        wanted.Clear();
        return Depart(now, few);
    }

    /// <param name="few">The numbers to look at one by one; null: all.</param>
    private Flight Depart(DateTimeOffset now, IReadOnlyList<PhoneNumber>? few)
    {
        spentUntil = Budget.Spend(spentUntil, now, few?.Count ?? pages);
        var started = new Flight(now, few, isShort: few is not null || pages == 1);
        flight = started;
        _ = few is null ? FlyAsync(started, ListAllAsync, Keep) : FlyAsync(started, ReadFewAsync, Keep);
        return started;
    }

    private async Task FlyAsync<T>(Flight started, Func<Flight, Task<T>> read, Action<Flight, T> keep)
        where T : class
    {
        var reading = read(started);
        await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        var result = reading.IsCompletedSuccessfully ? await reading : default;
        lock (gate)
        {
            flight = null;
            if (result is not null)
                keep(started, result);
        }

        if (result is null)
            Fail(started, reading.Exception?.InnerException ?? new OperationCanceledException("The look at 360dialog was given up."));
    }

    /// <summary>Whoever waits is told; when nobody does, the next one who asks.</summary>
    private void Fail(Flight started, Exception failure)
    {
        started.Fail(failure);
        lock (gate)
            failed = started.IsShort || failure is FailureException { Code: "dialog360:queue-full" } ? null : failure;
    }

    private void ThrowIfFailed()
    {
        if (failed is not { } failure)
            return;
        failed = null;
        ExceptionDispatchInfo.Throw(failure);
    }

    private async Task<Listing> ListAllAsync(Flight started) =>
        new(started.At, await dialog360.ListChannelsAsync(new Dialog360ChannelFilter(), CancellationToken.None));

    private async Task<Dictionary<PhoneNumber, Reading>> ReadFewAsync(Flight started)
    {
        var read = new Dictionary<PhoneNumber, Reading>();
        foreach (var phone in started.Few!)
            read[phone] = new Reading(started.At, await dialog360.ListChannelsAsync(new Dialog360ChannelFilter { Phone = phone }, CancellationToken.None));
        return read;
    }

    private void Keep(Flight started, Listing read)
    {
        (listing, pages) = (read, Math.Max(1, (read.All.Count + PageSize - 1) / PageSize));
        kept.Clear();
        started.Land(read);
    }

    private void Keep(Flight started, Dictionary<PhoneNumber, Reading> read)
    {
        if (kept.Count > MaxKept)
            kept.Clear();
        foreach (var (phone, reading) in read)
            kept[phone] = reading;
        started.Land(read);
    }

    private async Task<Sighting> ArriveAsync(Flight joined, PhoneNumber phone, CancellationToken cancellation)
    {
        try
        {
            return new Sighting(await joined.OfAsync(phone, cancellation), time.GetUtcNow());
        }
        catch (TransientFailureException full) when (full.Code == "dialog360:queue-full")
        {
            // Nothing was sent, and nothing is wrong: the limit has a queue.
            return new Sighting(null, time.GetUtcNow() + (full.RetryAfter ?? queueRetry));
        }
    }

    private DateTimeOffset ComeAgain()
    {
        var now = time.GetUtcNow();
        var next = Budget.Next(spentUntil, now);
        return next > now ? next : now + rules.CurrentValue.LookEvery;
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private sealed record Reading(DateTimeOffset At, IReadOnlyList<Dialog360Channel> Channels);

    private sealed class Listing(DateTimeOffset at, IReadOnlyList<Dialog360Channel> all)
    {
        private readonly ILookup<PhoneNumber?, Dialog360Channel> byPhone = all.ToLookup(channel => channel.Phone);

        public DateTimeOffset At => at;

        public IReadOnlyList<Dialog360Channel> All => all;

        public IReadOnlyList<Dialog360Channel> Of(PhoneNumber phone) => [.. byPhone[phone]];
    }

    /// <summary>One look under way; who comes in time shares it.</summary>
    private sealed class Flight(DateTimeOffset at, IReadOnlyList<PhoneNumber>? few, bool isShort)
    {
        private readonly TaskCompletionSource<Listing> all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource<Dictionary<PhoneNumber, Reading>> some = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public DateTimeOffset At => at;

        public IReadOnlyList<PhoneNumber>? Few => few;

        /// <summary>So few calls that they can be waited for.</summary>
        public bool IsShort => isShort;

        public Task<Listing> Everything => all.Task;

        public bool Serves(PhoneNumber phone) => few is null || few.Contains(phone);

        public void Land(Listing read) => all.SetResult(read);

        public void Land(Dictionary<PhoneNumber, Reading> read) => some.SetResult(read);

        /// <summary>Everybody on board is told; with nobody on board it is nobody's failure.</summary>
        public void Fail(Exception failure)
        {
            all.TrySetException(failure);
            some.TrySetException(failure);
            _ = all.Task.Exception;
            _ = some.Task.Exception;
        }

        public async Task<IReadOnlyList<Dialog360Channel>> OfAsync(PhoneNumber phone, CancellationToken cancellation) => few is null
            ? (await all.Task.WaitAsync(cancellation)).Of(phone)
            : (await some.Task.WaitAsync(cancellation))[phone].Channels;
    }
}
