using Gallabox.Core.Tables;

namespace Gallabox.Core.Numbers;

/// <summary>
/// Numbers by phone, by account and by their Meta id. The two indexes are written first and count only while the number
/// agrees, so a crash in between leaves nothing wrong.
/// </summary>
public sealed class NumberStore(ITableStore tables, TimeProvider time)
{
    private const string Table = "numbers";

    public async Task<Number?> FindAsync(PhoneNumber phone, CancellationToken cancellation) =>
        (await tables.FindAsync<Number>(Table, phone.E164, "number", cancellation))?.Value;

    public async Task<Number> GetAsync(PhoneNumber phone, CancellationToken cancellation) =>
        await FindAsync(phone, cancellation) ?? throw new PermanentFailureException("number:unknown", "There is no such number.");

    /// <summary>The number that has, or once had, that phone number id at Meta.</summary>
    public async Task<Number?> FindByMetaIdAsync(string phoneNumberId, CancellationToken cancellation)
    {
        var pointer = await tables.FindAsync<Pointer>(Table, "meta:" + phoneNumberId, "number", cancellation);
        return pointer is null ? null : await FindAsync(pointer.Value.Phone, cancellation);
    }

    /// <summary>The number that has, or once had, that channel at 360dialog.</summary>
    public async Task<Number?> FindByChannelAsync(string channelId, CancellationToken cancellation)
    {
        var pointer = await tables.FindAsync<Pointer>(Table, "channel:" + channelId, "number", cancellation);
        return pointer is null ? null : await FindAsync(pointer.Value.Phone, cancellation);
    }

    /// <summary>At most 1000 numbers that are, or once were, in that WABA.</summary>
    public async Task<IReadOnlyList<Number>> ListOfWabaAsync(string wabaId, CancellationToken cancellation)
    {
        var found = new List<Number>();
        foreach (var row in await tables.QueryAsync(Table, "waba:" + wabaId, new RowRange(), cancellation))
            if (await FindAsync(Stored<Pointer>.Of(row).Value.Phone, cancellation) is { } number)
                found.Add(number);
        return found;
    }

    /// <summary>Whether another account than that one has a number in that WABA now.</summary>
    public async Task<bool> IsAnothersAsync(string wabaId, string accountId, CancellationToken cancellation) =>
        (await ListOfWabaAsync(wabaId, cancellation)).Any(number =>
            Number.IsHeldByAnother(number, accountId) && number.At(ProviderNames.Meta)?.Ids.GetValueOrDefault("wabaId") == wabaId);

    public async Task<IReadOnlyList<Number>> ListOfAccountAsync(string accountId, CancellationToken cancellation)
    {
        var found = new List<Number>();
        foreach (var row in await tables.QueryAsync(Table, "account:" + accountId, new RowRange(), cancellation))
            if (await FindAsync(Stored<Pointer>.Of(row).Value.Phone, cancellation) is { } number && number.AccountId == accountId)
                found.Add(number);
        return found;
    }

    /// <summary>Creates a number, or replaces all that is known of it.</summary>
    public async Task SaveAsync(Number number, CancellationToken cancellation)
    {
        await IndexAsync(number, cancellation);
        await tables.UpsertAsync(Table, number.Phone.E164, "number", number, cancellation);
    }

    /// <summary>Changes a number under its ETag; the decision may run again.</summary>
    /// <exception cref="PermanentFailureException">There is no such number.</exception>
    public async Task<Number> ChangeAsync(PhoneNumber phone, Func<Number, Number> decide, CancellationToken cancellation)
    {
        var changed = await tables.ChangeAsync<Number>(Table, phone.E164, "number", number => number is null ? null : decide(number), cancellation)
            ?? throw new PermanentFailureException("number:unknown", "There is no such number.");
        await IndexAsync(changed, cancellation);
        return changed;
    }

    /// <summary>A number that never became one of ours. Safe to run again.</summary>
    public Task ForgetAsync(PhoneNumber phone, CancellationToken cancellation) => tables.DeleteAsync(Table, phone.E164, "number", cancellation);

    /// <summary>Stops the number's messages in both directions; a holder that holds already changes nothing.</summary>
    public Task<Number> HoldAsync(PhoneNumber phone, string by, string reason, CancellationToken cancellation) =>
        ChangeAsync(phone, number => number.Holds.Any(hold => hold.By == by)
            ? number
            : number with { Holds = [.. number.Holds, new Hold(by, time.GetUtcNow(), reason)] }, cancellation);

    /// <summary>Lifts one holder's hold. Messages flow again when no other hold is left.</summary>
    public Task<Number> ReleaseAsync(PhoneNumber phone, string by, CancellationToken cancellation) =>
        ChangeAsync(phone, number => number with { Holds = [.. number.Holds.Where(hold => hold.By != by)] }, cancellation);

    private async Task IndexAsync(Number number, CancellationToken cancellation)
    {
        await tables.UpsertAsync(Table, "account:" + number.AccountId, number.Phone.E164, new Pointer(number.Phone), cancellation);
        foreach (var identity in number.Identities)
        {
            var isMeta = identity.Provider == ProviderNames.Meta;
            if (isMeta && identity.Ids.TryGetValue("phoneNumberId", out var id))
                await PointAsync("meta:" + id, "number", number, cancellation);
            if (isMeta && identity.Ids.TryGetValue("wabaId", out var wabaId))
                await PointAsync("waba:" + wabaId, number.Phone.E164, number, cancellation);
            if (identity.Provider == ProviderNames.Dialog360 && identity.Ids.TryGetValue("channelId", out var channel))
                await PointAsync("channel:" + channel, "number", number, cancellation);
        }
    }

    private Task PointAsync(string partition, string row, Number number, CancellationToken cancellation) =>
        tables.UpsertAsync(Table, partition, row, new Pointer(number.Phone), cancellation);

    private sealed record Pointer(PhoneNumber Phone);
}
