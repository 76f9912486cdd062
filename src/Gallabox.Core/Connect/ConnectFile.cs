using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Core.Numbers;
using Gallabox.Core.Providers;
using Microsoft.Extensions.Options;

namespace Gallabox.Core.Connect;

/// <summary>The cases of connections, with what their decisions look at.</summary>
public sealed class ConnectFile(
    CaseStore cases, AccountStore accounts, NumberStore numbers, ClientBindings bindings, IOptionsMonitor<ConnectOptions> options, TimeProvider time)
    : CaseBook<ConnectFacts>(cases, time)
{
    public ConnectOptions Rules => options.CurrentValue;

    /// <summary>The evidence as it stands now.</summary>
    /// <param name="file">The case as it was just read.</param>
    /// <param name="channel">What 360dialog shows.</param>
    /// <param name="client">Its client.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<ConnectEvidence> EvidenceAsync(
        CaseFile<ConnectFacts> file, Dialog360Channel? channel, Dialog360Client? client, CancellationToken cancellation)
    {
        var account = await accounts.GetAsync(file.Case.AccountId, cancellation);
        var number = await numbers.FindAsync(file.Case.Phone, cancellation);
        var owner = channel?.ClientId is { } id ? await bindings.AccountOfAsync(id, cancellation) : null;
        return new ConnectEvidence(file.Case, file.Facts, account, number, channel, client, owner);
    }

    /// <summary>The evidence without a look at 360dialog, for letters.</summary>
    public async Task<ConnectEvidence> EvidenceAsync(CaseRef on, CancellationToken cancellation) =>
        await EvidenceAsync(await CaseAsync(on, cancellation), null, null, cancellation);
}
