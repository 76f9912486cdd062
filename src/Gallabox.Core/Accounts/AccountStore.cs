using Gallabox.Core.Tables;

namespace Gallabox.Core.Accounts;

/// <summary>
/// Accounts, and who may write for them. An address belongs to one account at most: its row is written first and only
/// counts while the account names it too, so a crash in between leaves nothing that speaks.
/// </summary>
public sealed class AccountStore(ITableStore tables)
{
    private const string Table = "accounts";

    public async Task<Account?> FindAsync(string id, CancellationToken cancellation) =>
        (await tables.FindAsync<Account>(Table, "account", id, cancellation))?.Value;

    public async Task<Account> GetAsync(string id, CancellationToken cancellation) =>
        await FindAsync(id, cancellation) ?? throw new PermanentFailureException("account:unknown", $"There is no account '{id}'.");

    public async Task<Account?> FindByEmailAsync(string address, CancellationToken cancellation)
    {
        var owner = await tables.FindAsync<AddressOwner>(Table, "address", Key(address), cancellation);
        var account = owner is null ? null : await FindAsync(owner.Value.AccountId, cancellation);
        return account?.Owns(address) == true ? account : null;
    }

    /// <summary>At most 1000 accounts in the order of their ids, after one of them.</summary>
    public async Task<IReadOnlyList<Account>> ListAsync(string? after, int take, CancellationToken cancellation) =>
        [.. (await tables.QueryAsync(Table, "account", new RowRange(After: after, Take: take), cancellation)).Select(row => Stored<Account>.Of(row).Value)];

    /// <summary>Creates or replaces an account.</summary>
    /// <returns>The address that another account holds already, in which case nothing changed; else null.</returns>
    public async Task<string?> SaveAsync(Account account, CancellationToken cancellation)
    {
        foreach (var address in account.Emails)
        {
            if (await FindByEmailAsync(address, cancellation) is { } owner && owner.Id != account.Id)
                return address;
            await tables.UpsertAsync(Table, "address", Key(address), new AddressOwner(account.Id), cancellation);
        }

        await tables.UpsertAsync(Table, "account", account.Id, account, cancellation);
        return null;
    }

    /// <summary>Changes an account under its ETag; the decision may run again.</summary>
    public Task<Account?> ChangeAsync(string id, Func<Account, Account> decide, CancellationToken cancellation) =>
        tables.ChangeAsync<Account>(Table, "account", id, account => account is null ? null : decide(account), cancellation);

    private static string Key(string address) => address.ToLowerInvariant();

    private sealed record AddressOwner(string AccountId);
}
