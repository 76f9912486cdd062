using Gallabox.Core.Cases;
using Gallabox.Core.Providers;

namespace Gallabox.Core.Connect;

/// <summary>
/// A customer of another 360dialog partner moves with all numbers of his account at once [360dialog, "Partner change (between
/// 360Dialog Partners)"]: each of them gets a connection of its own, and with it a key. Nothing is migrated at Meta.
/// </summary>
public sealed class PartnerChange(ConnectFile file, ConnectRequests requests, IDialog360Partner dialog360)
{
    private const string Step = "numbers_taken_along";

    /// <summary>Once, when the change is taken on. Safe to run again.</summary>
    public async Task TakeAlongAsync(CaseRef on, ConnectEvidence evidence, CancellationToken cancellation)
    {
        if (!evidence.Facts.PartnerChange || evidence.Facts.Steps.ContainsKey(Step) || evidence.Channel?.ClientId is not { } client)
            return;
        var all = await dialog360.ListChannelsAsync(new Dialog360ChannelFilter { ClientId = client }, cancellation);
        var others = all.Where(channel => !channel.IsCancelled && channel.ClientId == client && channel.Phone is not null && channel.Phone != evidence.Case.Phone)
            .Select(channel => channel.Phone!.Value).Distinct().ToList();
        foreach (var phone in others)
            await requests.OpenForAsync(on.CaseId, phone, evidence.Case.AccountId, Along(evidence, client), "The number comes along with a partner change.", cancellation);
        await file.RecordAsync(on, Step, "system", others.Count == 0
            ? "The account at 360dialog has no other number."
            : $"The other {others.Count} number(s) of the account at 360dialog are connected as well, each in a case of its own.",
            others.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), cancellation);
    }

    private ConnectFacts Along(ConnectEvidence evidence, string client) => ConnectFile.With(new ConnectFacts
    {
        Address = evidence.Facts.Address,
        PartnerChange = true,
        Acceptance = evidence.Facts.Acceptance,
        ConfirmedClient = client,
        WaitingSince = file.Now,
    }, Step, new CaseStep(file.Now, "system", evidence.Case.Id));
}
