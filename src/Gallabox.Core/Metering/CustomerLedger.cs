using System.Globalization;
using System.Runtime.InteropServices;
using Gallabox.Core.Tables;
using Gallabox.Core.Webhooks;

namespace Gallabox.Core.Metering;

/// <summary>
/// Distinct customers of a scope in a moving 24 hours, outside service windows. Contacts that can still move a figure are kept, each
/// once, for two days, and the figures with them in the same conditional transaction; so any order, delay or repetition comes out the same.
/// </summary>
internal sealed class CustomerLedger(ITableStore tables)
{
    /// <summary>A delivery counts 24 hours and is tested against what the customer wrote in the 24 hours before; two for the edges.</summary>
    private const int KeptHours = 50;

    /// <summary>Bytes held of busy scopes.</summary>
    private const int MaxHeld = 32 * 1024 * 1024;

    /// <summary>What is smaller is read from its row as fast as it is kept.</summary>
    private const int WorthHolding = 16 * 1024;

    /// <summary>The most numbers whose own figures one transaction writes.</summary>
    private const int MaxNumbers = 50;

    private readonly CustomerRows rows = new(tables);
    private readonly StateCache<CustomerScope> cache = new(MaxHeld);

    /// <param name="events">At most 100,000.</param>
    public async Task CountAsync(string scope, ReadOnlyMemory<ScopeEvent> events, DateTimeOffset now, CancellationToken cancellation)
    {
        while (true)
        {
            switch (await TryCountAsync(scope, events, now, cancellation))
            {
                case Outcome.Done:
                    return;
                case Outcome.TooMany:
                    await CountAsync(scope, events[..(events.Length / 2)], now, cancellation);
                    events = events[(events.Length / 2)..];
                    break;
            }
        }
    }

    /// <summary>The figure of the scope and that of a number, exact from an hour ago on; null: nothing was ever counted.</summary>
    public Task<(CustomerFigure Scope, CustomerFigure Number)?> ReadAsync(string scope, string phone, CancellationToken cancellation) =>
        rows.ReadFiguresAsync(scope, phone, cancellation);

    private async Task<Outcome> TryCountAsync(string scope, ReadOnlyMemory<ScopeEvent> events, DateTimeOffset now, CancellationToken cancellation)
    {
        var oldest = MeterTime.Hour(now) - KeptHours;
        var row = await rows.FindHeadAsync(scope, cancellation);
        var held = cache.Take(scope, row?.ETag);
        var state = held?.OldestHour == oldest ? held : await rows.LoadAsync(scope, row, oldest, cancellation);
        var fresh = Take(state, events.Span, oldest);
        var changed = state.TakeChanged();
        if (fresh.Count == 0 && changed.Count == 0)
        {
            Keep(scope, row?.ETag, state);
            return Outcome.Done;
        }

        if (changed.Count > MaxNumbers && events.Length > 1)
            return Outcome.TooMany;
        state.Head.Figure.CutOff((int)(now.ToUnixTimeSeconds() / 60) - 60);
        foreach (var number in changed)
            state.Figures[number].CutOff((int)(now.ToUnixTimeSeconds() / 60) - 60);
        if (await rows.TryWriteAsync(scope, row?.ETag, state, CollectionsMarshal.AsSpan(fresh).ToArray(), changed, cancellation) is not { } etag)
            return Outcome.Conflict;
        Keep(scope, etag, state);
        return Outcome.Done;
    }

    private static List<CustomerEntry> Take(CustomerScope state, ReadOnlySpan<ScopeEvent> events, int oldest)
    {
        var fresh = new List<CustomerEntry>(events.Length);
        var (last, index) = ("", (ushort)0);
        foreach (var item in events)
        {
            if (MeterTime.Hour(item.At) < oldest)
                continue;
            if (!ReferenceEquals(item.Number, last))
                (last, index) = (item.Number, state.Index(item.Number));
            state.Take(index, item, fresh);
        }

        return fresh;
    }

    private void Keep(string scope, string? etag, CustomerScope state)
    {
        if (state.Weight >= WorthHolding)
            cache.Put(scope, etag, state, state.Weight);
    }

    private enum Outcome
    {
        Done,

        /// <summary>Somebody else counted for this scope meanwhile: again, from what is stored now.</summary>
        Conflict,

        /// <summary>More rows than one transaction holds: in halves.</summary>
        TooMany,
    }
}

/// <summary>What a message event says of a customer.</summary>
/// <param name="Number">E.164.</param>
/// <param name="Kind">Whether it is a contact, or only shows that two ids are one person's.</param>
/// <param name="At">Seconds since 1970.</param>
/// <param name="User">Of the customer's business-scoped user id, 0 where it is not named; so is <paramref name="Phone"/> of the phone number.</param>
internal readonly record struct ScopeEvent(string Number, EntryKind Kind, uint At, ulong User, ulong Phone);
