using Gallabox.Core.Cases;
using Gallabox.Core.Numbers;
using Gallabox.Core.Orchestration;
using Gallabox.Core.Providers;

namespace Gallabox.Core.Migration;

/// <summary>The two ways out: the number works under its new account, or nothing was changed.</summary>
public sealed class MigrationClosing(
    MigrationFile file, NumberStore numbers, MigrationPins pins, MigrationReadBack readBack, MigrationProof proof, IMetaGraph meta, MigrationLetters letters)
{
    public async Task<Done> CompleteAsync(CaseRef on, CancellationToken cancellation)
    {
        var read = await file.CaseAsync(on, cancellation);
        var node = await readBack.LookAsync(on, read, cancellation);
        if (MigrationReadBack.Missing(read.Case, node) is { } missing)
            throw new TransientFailureException("migration:not-as-read", $"Meta does not show the number any more as it did: {missing}.");
        await numbers.ChangeAsync(read.Case.Phone, today => MigratedNumber.Completed(today, node, file.Now), cancellation);
        await pins.ForgetAsync(read.Case.Phone, on, cancellation);
        await proof.ForgetAsync(on, cancellation);
        await letters.TellMigratedAsync(await file.EvidenceAsync(on, cancellation), cancellation);
        await file.ChangeAsync(on, today => today.Case.State == CaseState.Completed ? null : new(
            today.Case with { State = CaseState.Completed, WaitsFor = null }, today.Facts,
            file.Entry("system", "completed", "The number works under its new account, and the customer knows.")), cancellation);
        return Done.Instance;
    }

    /// <summary>Nothing was registered, so the source has worked all along. What was made for the migration is taken away.</summary>
    public async Task<Done> CloseAsync(CaseRef on, CancellationToken cancellation)
    {
        var read = await file.CaseAsync(on, cancellation);
        var ending = read.Case.Ending ?? throw new InvalidOperationException($"{on.CaseId} is closed without an ending.");
        var isPinInForce = await MayHavePinAsync(read, cancellation);
        foreach (var waba in read.Facts.Subscribed)
            await UnsubscribeAsync(on, waba, cancellation);
        await proof.ForgetAsync(on, cancellation);
        if (!isPinInForce)
            await pins.DeleteAsync(on, cancellation);
        await letters.TellEndedAsync(await file.EvidenceAsync(on, cancellation), ending, cancellation);
        await file.ChangeAsync(on, today => !today.Case.Open ? null : new(
            today.Case with { State = ending.State, WaitsFor = null, AttentionFrom = null }, today.Facts,
            file.Entry(ending.By, Wire.Name(ending.State), Words(today.Facts, ending))), cancellation);
        return Done.Instance;
    }

    /// <summary>Where Meta was asked to register the number, it is looked at once more before anybody is told that nothing was changed.</summary>
    /// <returns>Whether our PIN may be the number's all the same: a call's outcome was never seen, and Meta does not show the number as without one.</returns>
    private async Task<bool> MayHavePinAsync(CaseFile<MigrationFacts> read, CancellationToken cancellation)
    {
        var node = read.Facts is { RegisterCalls: > 0, PhoneNumberId: { } id } ? await meta.ReadNumberAsync(id, cancellation) : null;
        if (node is { IsConnected: true } && node.Phone == read.Case.Phone)
            throw new NeedsPersonException("migration:moved-after-all", "Meta shows the number as registered in its new account, though it had refused: it has moved, and the case cannot be closed as if it had not.");
        return read.Facts.PinMayBeSet && node?.IsPinEnabled != false;
    }

    /// <summary>Only where this case has subscribed our app, and no number of ours lives there.</summary>
    private async Task UnsubscribeAsync(CaseRef on, string waba, CancellationToken cancellation)
    {
        var ours = await numbers.ListOfWabaAsync(waba, cancellation);
        if (ours.Any(number => number.At(ProviderNames.Meta)?.Ids.GetValueOrDefault("wabaId") == waba))
            return;
        try
        {
            if (!await meta.IsSubscribedAsync(waba, cancellation))
                return;
            await meta.UnsubscribeAppAsync(waba, cancellation);
            await file.RecordAsync(on, "app_unsubscribed", "meta", "Our app is unsubscribed from the account again.", waba, cancellation);
        }
        catch (FailureException closed) when (closed.Kind != FailureKind.Transient)
        {
            await file.RecordAsync(on, "app_unsubscribed", "meta", "The account is closed to us, so our app could not be unsubscribed.", closed.Message, cancellation);
        }
    }

    private static string Words(MigrationFacts facts, Ending ending)
    {
        var why = ending.Why.Length > 0 ? ending.Why : "The migration was given up.";
        return facts.PhoneNumberId is null
            ? why
            : $"{why} The number stays listed in account {facts.WabaId} as not registered; Meta has no call to remove it, an admin can in WhatsApp Manager.";
    }
}
