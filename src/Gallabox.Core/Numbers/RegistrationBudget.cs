using Gallabox.Core.Tables;

namespace Gallabox.Core.Numbers;

/// <summary>
/// The calls to register and deregister that a number has left: 10 in a moving 72 hours, then Meta blocks it for 72 hours (facts 3.6).
/// Every flow takes its calls from here, and each is written down before it is made, so a crash costs a call and never hides one.
/// </summary>
public sealed class RegistrationBudget(ITableStore tables, TimeProvider time)
{
    private const string Table = "registrations";
    private const string Row = "calls";

    /// <summary>One less than Meta allows: a person at the console, or another app, may have made a call that we do not know of.</summary>
    private const int MostCalls = 9;

    public static readonly TimeSpan Window = TimeSpan.FromHours(72);

    /// <summary>Takes one call. Null: it may be made now; else the moment from which on one is free.</summary>
    public async Task<DateTimeOffset?> TakeAsync(PhoneNumber phone, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        DateTimeOffset? free = null;
        await tables.ChangeAsync<Calls>(Table, phone.E164, Row, today =>
        {
            var recent = (today?.At ?? []).Where(at => at > now - Window).ToList();
            free = today?.BlockedUntil > now ? today.BlockedUntil : recent.Count >= MostCalls ? recent[^MostCalls] + Window : null;
            return free is null ? new Calls([.. recent, now]) : null;
        }, cancellation);
        return free;
    }

    /// <summary>Meta says that it has blocked the number (133016).</summary>
    public Task BlockAsync(PhoneNumber phone, DateTimeOffset until, CancellationToken cancellation) => tables.ChangeAsync<Calls>(
        Table, phone.E164, Row, today => (today ?? new Calls([])) with { BlockedUntil = until }, cancellation);

    private sealed record Calls(IReadOnlyList<DateTimeOffset> At, DateTimeOffset? BlockedUntil = null);
}
