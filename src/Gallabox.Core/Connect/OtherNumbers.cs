using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Core.Numbers;
using Gallabox.Core.Providers;

namespace Gallabox.Core.Connect;

/// <summary>
/// Numbers that a customer has connected at 360dialog beside the one that was asked for, or by mistake instead of it: each of
/// them that is surely the customer's own gets a connection of its own.
/// </summary>
public sealed class OtherNumbers(
    ConnectFile file, ConnectRequests requests, AccountStore accounts, NumberStore numbers, ClientBindings bindings, IDialog360Partner dialog360)
{
    /// <summary>Each costs a partner call; nobody connects more in one go.</summary>
    private const int MostLooked = 10;

    /// <summary>Once for each return of the browser. Safe to run again.</summary>
    public async Task TakeUpAsync(CaseRef on, CaseFile<ConnectFacts> read, Dialog360Channel? own, CancellationToken cancellation)
    {
        if (read.Facts.Return is not { } note || read.Facts.ReturnSeen == note.At)
            return;
        var account = await accounts.GetAsync(read.Case.AccountId, cancellation);
        var opened = new List<Case>();
        foreach (var id in note.Channels.Where(id => id != own?.Id).Take(MostLooked))
            if (await OpenAsync(on, read, account, id, cancellation) is { } other)
                opened.Add(other);
        await file.ChangeAsync(on, today => today.Facts.ReturnSeen == note.At ? null : new(
            today.Case, today.Facts with { ReturnSeen = note.At },
            opened.Count == 0 ? null : file.Entry("360dialog", "other_numbers",
                $"At 360dialog the customer has connected {string.Join(", ", opened.Select(other => $"{other.Phone.Masked} ({other.Id})"))} as well.")), cancellation);
    }

    private async Task<Case?> OpenAsync(CaseRef on, CaseFile<ConnectFacts> read, Account account, string channelId, CancellationToken cancellation)
    {
        var channel = await dialog360.FindChannelAsync(channelId, cancellation);
        if (channel is not { IsCancelled: false, Phone: { } phone, ClientId: { } client } || phone == read.Case.Phone)
            return null;
        var known = await bindings.AccountOfAsync(client, cancellation);
        var isTheirs = known is not null ? known == account.Id : channel.Client?.Email is { } address && account.Owns(address);
        if (!isTheirs || await numbers.FindAsync(phone, cancellation) is { State: NumberState.Connected or NumberState.Restricted })
            return null;
        return await requests.OpenForAsync(on.CaseId, phone, account.Id,
            new ConnectFacts { Address = read.Facts.Address, WaitingSince = file.Now, HeardAt = file.Now }, "The customer connected this number at 360dialog.", cancellation);
    }
}
