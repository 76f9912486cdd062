using Gallabox.Core.Cases;
using Gallabox.Core.Numbers;
using Gallabox.Core.Orchestration;
using Gallabox.Core.Providers;

namespace Gallabox.Core.Deletion;

/// <summary>
/// The last step is a person's: Meta offers no call that deletes a number (facts 1.1). The one who owns the business portfolio
/// is told what to click, and the number is watched until it is seen to be gone.
/// </summary>
public sealed class DeletionWatch(DeletionFile file, IMetaGraph meta, IDialog360Partner dialog360, RemovalLetters letters)
{
    /// <summary>Makes deleting the number the task of the side that can do it.</summary>
    public async Task<Done> AskAsync(CaseRef on, CancellationToken cancellation)
    {
        var evidence = await file.ReadAsync(on, cancellation);
        var owner = evidence.Number.At(ProviderNames.Meta)?.Owner ?? "customer";
        var onWhom = owner == "us" ? "operator" : "customer";
        await letters.TellProgressAsync(evidence, onWhom == "customer", cancellation);
        await file.ChangeAsync(on, today => today.Facts.Steps.ContainsKey("deletion_asked") ? null : new(
            today.Case with { WaitsFor = new Wait("deletion_at_meta", onWhom) },
            today.Facts with
            {
                Reminders = 0,
                Steps = new Dictionary<string, CaseStep>(today.Facts.Steps) { ["deletion_asked"] = new(file.Now, "system", onWhom) },
            },
            file.Entry("system", "deletion_asked", Task(onWhom), ("on", onWhom))), cancellation);
        return Done.Instance;
    }

    /// <summary>Looks whether the number is gone at Meta, and cancelled at 360dialog where that was the customer's to do.</summary>
    public async Task<Look> WatchAsync(CaseRef on, CancellationToken cancellation)
    {
        var evidence = await file.ReadAsync(on, cancellation);
        var cancelled = await IsCancelledAsync(on, evidence, cancellation);
        var gone = evidence.Facts.Steps.ContainsKey("gone_at_meta") || await IsGoneAsync(on, evidence, cancellation);
        if (gone && cancelled)
            return new Look(DeletionStage.Ended);
        if (gone)
            await WaitAsync(on, new Wait("cancellation_at_360dialog", "customer"), cancellation);
        var since = evidence.Facts.Steps.GetValueOrDefault("deletion_asked")?.At ?? file.Now;
        await RemindAsync(on, evidence, since, cancellation);
        return new Look(DeletionStage.Watch, file.Now + Pause(file.Now - since));
    }

    /// <summary>
    /// Gone means: the account is readable with our token, and the number is neither on its list nor a node of its own. A node
    /// that cannot be read proves nothing by itself (facts 3.11): lost permission looks the same.
    /// </summary>
    private async Task<bool> IsGoneAsync(CaseRef on, DeletionEvidence evidence, CancellationToken cancellation)
    {
        if (evidence.Number.At(ProviderNames.Meta) is not { } identity)
            return await RecordGoneAsync(on, "The number has no identity at Meta.", cancellation);
        try
        {
            return await IsSeenAsync(identity, evidence.Case.Phone, cancellation)
                ? await ContradictAsync(on, cancellation)
                : await RecordGoneAsync(on, "Not among the account's numbers, and its node is gone.", cancellation);
        }
        catch (FailureException unreadable) when (unreadable.Kind != FailureKind.Transient && evidence.Facts.SaidDeleted is { } said)
        {
            // The account took our access away with the number: an operator's own look is then the evidence there is.
            return await RecordGoneAsync(on, $"{said.By} saw it in WhatsApp Manager; the account can no longer be read ({unreadable.Code}).", cancellation);
        }
    }

    private async Task<bool> IsSeenAsync(ProviderIdentity identity, PhoneNumber phone, CancellationToken cancellation)
    {
        var id = identity.Id("phoneNumberId");
        var listed = await meta.ListNumbersAsync(identity.Id("wabaId"), cancellation);
        return listed.Any(number => (number.Id == id || number.Phone == phone) && number.Status != "DELETED")
            || await meta.ReadNumberAsync(id, cancellation) is { Status: not "DELETED" };
    }

    private async Task<bool> RecordGoneAsync(CaseRef on, string evidence, CancellationToken cancellation)
    {
        await file.RecordAsync(on, "gone_at_meta", "meta", "Meta no longer shows the number: it is deleted.", evidence, cancellation);
        return true;
    }

    /// <summary>Somebody says that it is deleted, and Meta still shows it: said once for each time somebody says so.</summary>
    private async Task<bool> ContradictAsync(CaseRef on, CancellationToken cancellation)
    {
        await file.ChangeAsync(on, today => today.Facts.SaidDeleted is not { } said ? null : new(
            today.Case, today.Facts with { SaidDeleted = null },
            file.Entry("meta", "still_there", $"{said.By} says that the number was deleted, but Meta still shows it.")), cancellation);
        return false;
    }

    private async Task<bool> IsCancelledAsync(CaseRef on, DeletionEvidence evidence, CancellationToken cancellation)
    {
        if (evidence.Number.At(ProviderNames.Dialog360) is not { } identity || evidence.Facts.Steps.ContainsKey("cancelled_at_360dialog"))
            return true;
        var channel = await dialog360.FindChannelAsync(identity.Id("channelId"), cancellation);
        if (channel is null && evidence.Facts.SaidDeleted is { } said)
        {
            await file.RecordAsync(on, "cancelled_at_360dialog", said.By, "The channel is no longer in 360dialog's hub.", "not listed", cancellation);
            return true;
        }

        if (channel is not { IsCancelled: true })
            return false;
        await file.RecordAsync(on, "cancelled_at_360dialog", "360dialog", "The client has cancelled the channel at 360dialog.",
            channel.TerminatedAt is { } end ? $"terminates on {end:yyyy-MM-dd}" : "cancelled", cancellation);
        return true;
    }

    /// <summary>A task of the customer's own does not run out, but it is not forgotten either.</summary>
    private async Task RemindAsync(CaseRef on, DeletionEvidence evidence, DateTimeOffset since, CancellationToken cancellation)
    {
        var due = (int)Math.Min(1000, (file.Now - since) / file.Rules.RemindEvery);
        if (evidence.Case.WaitsFor?.On != "customer" || due <= evidence.Facts.Reminders)
            return;
        await letters.RemindAsync(evidence, due, cancellation);
        await file.ChangeAsync(on, today => today.Facts.Reminders >= due ? null : new(
            today.Case, today.Facts with { Reminders = due },
            file.Entry("system", "reminded", "The customer was reminded of what only they can do.")), cancellation);
    }

    private Task WaitAsync(CaseRef on, Wait wait, CancellationToken cancellation) =>
        file.ChangeAsync(on, today => today.Case.WaitsFor == wait ? null : new(today.Case with { WaitsFor = wait }, today.Facts, null), cancellation);

    /// <summary>Often while somebody may just be at it, rarely when nobody is.</summary>
    private TimeSpan Pause(TimeSpan waited) => waited.TotalHours switch
    {
        < 0.17 => TimeSpan.FromSeconds(Math.Min(30, file.Rules.LookForDeletionEvery.TotalSeconds)),
        < 6 => file.Rules.LookForDeletionEvery,
        < 48 => 4 * file.Rules.LookForDeletionEvery,
        _ => 8 * file.Rules.LookForDeletionEvery,
    };

    private static string Task(string on) => on == "operator"
        ? "Task for our team: delete the number in WhatsApp Manager (Phone numbers, the bin icon). Only an admin of the owning business portfolio can."
        : "Task for the customer: delete the number in WhatsApp Manager. Only an admin of the owning business portfolio can; the steps were mailed.";
}
