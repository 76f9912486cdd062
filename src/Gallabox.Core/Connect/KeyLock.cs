using Gallabox.Core.Tables;

namespace Gallabox.Core.Connect;

/// <summary>
/// Keeps two makers of a number's key apart: making one kills the other's. Held by whoever wrote the row last, until it lets go
/// or its time is over; who lost it must not keep what it made.
/// </summary>
public sealed class KeyLock(ITableStore tables, TimeProvider time)
{
    private const string Table = "connect";
    private const string Locks = "keylock";

    /// <summary>Takes the lock, or tells when the present holder's time is over.</summary>
    public async Task<(HeldLock? Held, DateTimeOffset Until)> TakeAsync(PhoneNumber phone, TimeSpan span, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var found = await tables.FindAsync<Lease>(Table, Locks, phone.E164, cancellation);
        if (found is { Value.Until: var until } && until > now)
            return (null, until);
        var bytes = Wire.ToBytes(new Lease(now + span));
        try
        {
            TableWrite write = found is null ? new TableWrite.Insert(phone.E164, bytes) : new TableWrite.Replace(phone.E164, bytes, found.ETag);
            var written = await tables.WriteAsync(Table, Locks, [write], cancellation);
            return (new HeldLock(phone, now + span, written[0]!), now + span);
        }
        catch (TableConflictException)
        {
            return (null, now + TimeSpan.FromSeconds(5));
        }
    }

    /// <summary>False: somebody else has taken it since.</summary>
    public async Task<bool> StillHoldsAsync(HeldLock held, CancellationToken cancellation) =>
        await tables.FindAsync<Lease>(Table, Locks, held.Phone.E164, cancellation) is { } found && found.ETag == held.ETag;

    /// <summary>Lets go, if it is still held.</summary>
    public async Task ReleaseAsync(HeldLock held, CancellationToken cancellation)
    {
        try
        {
            await tables.WriteAsync(Table, Locks, [new TableWrite.Delete(held.Phone.E164, held.ETag)], cancellation);
        }
        catch (TableConflictException)
        {
            // Its time was over, and it is another's now.
        }
    }

    private sealed record Lease(DateTimeOffset Until);
}

public sealed record HeldLock(PhoneNumber Phone, DateTimeOffset Until, string ETag);
