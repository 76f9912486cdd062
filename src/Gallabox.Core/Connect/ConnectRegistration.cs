using Gallabox.Core.Cases;
using Gallabox.Core.Metering;
using Gallabox.Core.Numbers;
using Gallabox.Core.Orchestration;

namespace Gallabox.Core.Connect;

/// <summary>The number becomes one of ours: with its identities at the providers, its limit, and its history.</summary>
public sealed class ConnectRegistration(ConnectFile file, NumberStore numbers, NumberKeys keys, ConnectLetters letters)
{
    private const string FreshSource = "the start of every portfolio, by Meta's rule of October 2025";

    /// <summary>From here on the case is not taken back; an end that was asked for before wins.</summary>
    public async Task<ConnectLook> RegisterAsync(CaseRef on, CancellationToken cancellation)
    {
        var begun = await file.ChangeAsync(on, today => today.Case.Ending is not null || today.Facts.Registering ? null : new(
            today.Case, today.Facts with { Registering = true }, null), cancellation);
        if (!begun.Facts.Registering)
            return new ConnectLook(ConnectStage.Closing);
        var evidence = await file.EvidenceAsync(on, cancellation);
        if (Number.IsHeldByAnother(evidence.Number, evidence.Case.AccountId))
            return await LoseAsync(on, cancellation);
        await numbers.SaveAsync(Registered(evidence, evidence.Number, evidence.Facts.Channel!), cancellation);
        await file.RecordAsync(on, "registered", "system", "The number is connected: messages flow, and are counted.", "connected", cancellation);
        return new ConnectLook(ConnectStage.Registration);
    }

    public async Task<Done> CompleteAsync(CaseRef on, CancellationToken cancellation)
    {
        await letters.TellConnectedAsync(await file.EvidenceAsync(on, cancellation), cancellation);
        await file.ChangeAsync(on, today => today.Case.State == CaseState.Completed ? null : new(
            today.Case with { State = CaseState.Completed, WaitsFor = null }, today.Facts,
            file.Entry("system", "completed", "The number is connected, and the customer knows.")), cancellation);
        return Done.Instance;
    }

    /// <summary>Every other way out. What was made for the number is undone; a number that waited for its repair counts as disconnected.</summary>
    public async Task<Done> CloseAsync(CaseRef on, CancellationToken cancellation)
    {
        var evidence = await file.EvidenceAsync(on, cancellation);
        var ending = evidence.Case.Ending ?? throw new InvalidOperationException($"{on.CaseId} is closed without an ending.");
        if (evidence.Number?.AccountId == evidence.Case.AccountId && evidence.Facts.Repair is not null)
            await numbers.ChangeAsync(evidence.Case.Phone, number => number with
            {
                State = number.State == NumberState.Connected ? NumberState.Disconnected : number.State,
                Holds = [.. number.Holds.Where(hold => hold.By != on.CaseId)],
            }, cancellation);
        else if (evidence.Number is null && evidence.Facts.Steps.ContainsKey("key_made"))
            await keys.DeleteAsync(evidence.Case.Phone, cancellation);
        await letters.TellEndedAsync(evidence, ending, cancellation);
        await file.ChangeAsync(on, today => !today.Case.Open ? null : new(
            today.Case with { State = ending.State, WaitsFor = null, AttentionFrom = null }, today.Facts,
            file.Entry(ending.By, Wire.Name(ending.State), ending.Why.Length > 0 ? ending.Why : "The connection was given up.")), cancellation);
        return Done.Instance;
    }

    private async Task<ConnectLook> LoseAsync(CaseRef on, CancellationToken cancellation)
    {
        await file.ChangeAsync(on, today => today.Case.Ending is not null ? null : new(
            today.Case with { Ending = new Ending(CaseState.Rejected, "system", file.Now, ConnectPolicy.NotHere) },
            today.Facts with { Registering = false }, null), cancellation);
        return new ConnectLook(ConnectStage.Closing);
    }

    private Number Registered(ConnectEvidence evidence, Number? before, SeenChannel channel)
    {
        var mine = before?.AccountId == evidence.Case.AccountId ? before : null;
        List<ProviderIdentity> now = [new(ProviderNames.Dialog360, Ids(("channelId", channel.Id), ("clientId", channel.ClientId)), file.Now)];
        if (evidence.Facts.Meta is { } meta)
            now.Add(new(ProviderNames.Meta, Ids(("phoneNumberId", meta.PhoneNumberId), ("wabaId", meta.WabaId)), file.Now));
        return new Number
        {
            Phone = evidence.Case.Phone,
            AccountId = evidence.Case.AccountId,
            State = NumberState.Connected,
            Provider = ProviderNames.Dialog360,
            Holds = [.. (mine?.Holds ?? []).Where(hold => hold.By != evidence.Case.Id)],
            Identities = Follow(before?.Identities ?? [], now),
            Limit = Limit(evidence.Facts, channel),
            TwoStep = mine?.TwoStep,
            TwoStepOffSince = mine?.TwoStepOffSince,
            BannedAt = before?.BannedAt,
        }.SeeTwoStep(evidence.Facts.Meta?.TwoStep, file.Now);
    }

    /// <summary>Former identities stay, ended; one that is still the same goes on. Safe to run again.</summary>
    private List<ProviderIdentity> Follow(IReadOnlyList<ProviderIdentity> before, List<ProviderIdentity> now)
    {
        var same = before.Where(old => old.Until is null && now.Exists(each => IsSame(old, each))).ToList();
        return
        [
            .. before.Select(old => old.Until is not null || same.Contains(old) || now.TrueForAll(each => each.Provider != old.Provider)
                ? old
                : old with { Until = file.Now }),
            .. now.Where(each => !same.Exists(old => IsSame(old, each))),
        ];
    }

    private static bool IsSame(ProviderIdentity one, ProviderIdentity other) =>
        one.Provider == other.Provider && other.Ids.All(id => one.Ids.GetValueOrDefault(id.Key) == id.Value);

    private MessagingLimit Limit(ConnectFacts facts, SeenChannel channel) =>
        LimitText.Read(facts.Meta?.Limit, "Meta, read when the number was connected")
        ?? LimitText.Read(channel.Limit, "360dialog, read when the number was connected")
        ?? LimitText.Read(file.Rules.FreshTier, FreshSource)
        ?? throw new InvalidOperationException($"Connect:FreshTier '{file.Rules.FreshTier}' is no tier.");

    private static Dictionary<string, string> Ids(params (string Name, string Id)[] ids) => ids.ToDictionary(id => id.Name, id => id.Id);
}
