using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Core.Numbers;
using Gallabox.Core.Orchestration;

namespace Gallabox.Core.Connect;

/// <summary>
/// A connected number of which it is said that its permission was taken back: the key is tried, as it dies with the permission
/// (facts 6.2). Only then the number is paused, and a case is opened to connect it again.
/// </summary>
public sealed class ConnectRepairs(
    NumberStore numbers, NumberKeys keys, ConnectKey key, CaseStore cases, AccountStore accounts, IOrchestrationClient flows, TimeProvider time)
{
    private const string Why = "the permission for Gallabox was taken back at 360dialog";

    /// <summary>Safe to run again: one dead key opens one case.</summary>
    public async Task LookAsync(Number number, string channelId, CancellationToken cancellation)
    {
        if (number.State is not (NumberState.Connected or NumberState.Restricted) || number.Provider != ProviderNames.Dialog360)
            return;
        var kept = await keys.FindAsync(number.Phone, cancellation);
        if (kept is null || kept.ChannelId != channelId || await key.WorksAsync(kept, cancellation))
            return;
        await OpenAsync(number, kept, cancellation);
    }

    private async Task OpenAsync(Number number, NumberKey dead, CancellationToken cancellation)
    {
        var account = await accounts.GetAsync(number.AccountId, cancellation);
        var now = time.GetUtcNow();
        var id = CaseId.Derive(CaseKind.Connection, $"repair\n{number.Phone.E164}\n{dead.KeyId}\n{dead.MadeAt.ToUnixTimeSeconds()}");
        var opened = new Case { Id = id, Kind = CaseKind.Connection, Phone = number.Phone, AccountId = account.Id, State = CaseState.AwaitingPermission };
        var facts = new ConnectFacts { Address = account.Emails.Count > 0 ? account.Emails[0] : "", Repair = Why, HeardAt = now, WaitingSince = now, RefusedAt = now };
        var holder = await cases.OpenAsync(opened, facts,
            new TimelineEntry(now, "360dialog", "permission_revoked", $"The number is paused: {Why}.",
                new Dictionary<string, string> { ["channelId"] = dead.ChannelId, ["keyId"] = dead.KeyId }), cancellation);
        // Also where another case has the number, such as its deletion: that case's own steps meet the dead key.
        if (holder != id)
            return;
        await numbers.HoldAsync(number.Phone, id, $"Paused, since {Why}.", cancellation);
        await flows.StartAsync(ConnectFlow.Orchestrator, id, new ConnectInput(id, ConnectStage.Following), cancellation);
    }
}
