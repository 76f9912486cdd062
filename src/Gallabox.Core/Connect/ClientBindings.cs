using Gallabox.Core.Tables;

namespace Gallabox.Core.Connect;

/// <summary>Whose a client at 360dialog is with us, and which number a channel is. A client belongs to the first account that proved it.</summary>
public sealed class ClientBindings(ITableStore tables)
{
    private const string Table = "connect";
    private const string Clients = "client";
    private const string Channels = "channel";

    public async Task<string?> AccountOfAsync(string clientId, CancellationToken cancellation) =>
        (await tables.FindAsync<Owner>(Table, Clients, clientId, cancellation))?.Value.AccountId;

    /// <summary>Binds a client to an account, if none has it.</summary>
    /// <returns>The account that has it now.</returns>
    public async Task<string> BindAsync(string clientId, string accountId, CancellationToken cancellation)
    {
        await tables.TryInsertAsync(Table, Clients, clientId, new Owner(accountId), cancellation);
        return await AccountOfAsync(clientId, cancellation) ?? accountId;
    }

    public Task NameAsync(string channelId, PhoneNumber phone, CancellationToken cancellation) =>
        tables.UpsertAsync(Table, Channels, channelId, new Named(phone), cancellation);

    public async Task<PhoneNumber?> PhoneOfAsync(string channelId, CancellationToken cancellation) =>
        (await tables.FindAsync<Named>(Table, Channels, channelId, cancellation))?.Value.Phone;

    private sealed record Owner(string AccountId);

    private sealed record Named(PhoneNumber Phone);
}
