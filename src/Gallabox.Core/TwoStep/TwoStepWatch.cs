using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Core.Numbers;
using Gallabox.Core.Providers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gallabox.Core.TwoStep;

/// <summary>Looks at one number: reads Meta, keeps what it says, and tells the customer where the policy says so.</summary>
public sealed class TwoStepWatch(
    NumberStore numbers, AccountStore accounts, CaseIndex index, CaseStore cases, IMetaGraph meta, TwoStepRecords records, TwoStepLetters letters,
    IOptionsMonitor<TwoStepOptions> rules, TimeProvider time, ILogger<TwoStepWatch> log)
{
    /// <summary>Safe to run again.</summary>
    /// <returns>Whether it is on; null: the number is not watched, or Meta does not show it to us.</returns>
    /// <exception cref="FailureException">Meta or SendGrid did not answer, or refused.</exception>
    public async Task<bool?> LookAsync(PhoneNumber phone, CancellationToken cancellation)
    {
        if (await numbers.FindAsync(phone, cancellation) is not { } known || !TwoStepPolicy.IsWatched(known))
            return null;
        if (await ReadAsync(known, cancellation) is not { } isOn || await KeepAsync(known, isOn, cancellation) is not { } number)
            return null;
        var record = await records.FindAsync(phone, cancellation);
        var evidence = new TwoStepEvidence(number, isOn, await OpenAsync(phone, cancellation), record);
        var next = Settle(await TellAsync(evidence, cancellation), evidence);
        if (next != record)
            await records.SaveAsync(phone, next, cancellation);
        return isOn;
    }

    /// <summary>Null also where Meta holds the number, but not as a registered one: what it says of its PIN then is about no use of ours.</summary>
    private async Task<bool?> ReadAsync(Number number, CancellationToken cancellation)
    {
        var id = number.At(ProviderNames.Meta)?.Ids.GetValueOrDefault("phoneNumberId");
        var node = id is null ? null : await meta.ReadNumberAsync(id, cancellation);
        return node is { IsRegistered: true } ? node.IsPinEnabled : null;
    }

    /// <summary>Null: somebody has learned something else since the number was read, and knows better.</summary>
    private async Task<Number?> KeepAsync(Number known, bool isOn, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (known.SeeTwoStep(isOn, now) == known)
            return known;
        var kept = await numbers.ChangeAsync(known.Phone, today => today.TwoStep == known.TwoStep ? today.SeeTwoStep(isOn, now) : today, cancellation);
        return kept.TwoStep == isOn ? kept : null;
    }

    private async Task<Case?> OpenAsync(PhoneNumber phone, CancellationToken cancellation) =>
        await index.ClaimantAsync(phone, cancellation) is { } id ? await cases.FindAsync(id, cancellation) : null;

    /// <summary>Mails first, then the record: after a crash in between, the mails are found under their ids.</summary>
    private async Task<TwoStepRecord> TellAsync(TwoStepEvidence evidence, CancellationToken cancellation)
    {
        var account = await accounts.GetAsync(evidence.Number.AccountId, cancellation);
        switch (TwoStepPolicy.Judge(evidence, rules.CurrentValue, time.GetUtcNow()))
        {
            case TwoStepVerdict.TellOff tell:
                await letters.TellOffAsync(account, evidence.Number, tell, cancellation);
                return Told(evidence.Record, tell.Since, tell.Reminder);
            case TwoStepVerdict.TellTeam tell:
                log.LogError("Two-step verification of {Phone} is off since {Since}, and its portfolio is ours: set a new PIN in WhatsApp Manager.",
                    evidence.Number.Phone.Masked, tell.Since);
                return Told(evidence.Record, tell.Since, tell.Reminder);
            case TwoStepVerdict.TellAsked tell:
                await letters.TellAskedAsync(account, evidence.Number, tell, cancellation);
                Telemetry.TwoStep("told");
                return evidence.Record;
            default:
                return evidence.Record;
        }
    }

    private TwoStepRecord Told(TwoStepRecord record, DateTimeOffset since, int reminder)
    {
        Telemetry.TwoStep(reminder == 0 ? "told" : "reminded");
        return record with { OffSince = since, ToldAt = time.GetUtcNow(), Times = reminder + 1 };
    }

    /// <summary>What Meta shows settles what was asked for before, and ends what was told of when it is on again.</summary>
    private TwoStepRecord Settle(TwoStepRecord record, TwoStepEvidence evidence)
    {
        var settled = record with { AskedAt = evidence.Number.TwoStepOffAskedAt ?? record.AskedAt };
        if (evidence.IsOn == false || record.OffSince is null)
            return settled;
        log.LogInformation("Two-step verification of {Phone} is on again; it was off since {Since}.", evidence.Number.Phone.Masked, record.OffSince);
        Telemetry.TwoStep("on_again");
        return settled with { OffSince = null, ToldAt = null, Times = 0, OnAgainAt = time.GetUtcNow() };
    }
}
