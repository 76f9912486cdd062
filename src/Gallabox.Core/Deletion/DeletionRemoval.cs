using Gallabox.Core.Cases;
using Gallabox.Core.Numbers;
using Gallabox.Core.Orchestration;
using Gallabox.Core.Providers;

namespace Gallabox.Core.Deletion;

/// <summary>
/// The checklist of the day. Each step looks before it acts, so a step whose answer was lost finds its work done; each is
/// recorded on its own, with what the other side showed.
/// </summary>
public sealed class DeletionRemoval(DeletionFile file, NumberStore numbers, RegistrationBudget budget, IMetaGraph meta, IDialog360Partner dialog360)
{
    /// <summary>The gate closes for good. A ban that Meta shows is kept, since other rules apply to the number's reuse then.</summary>
    public async Task<Done> StopTrafficAsync(CaseRef on, CancellationToken cancellation)
    {
        var (phone, identity) = await WhereAsync(on, ProviderNames.Meta, cancellation);
        var node = identity is null ? null : await meta.ReadNumberAsync(identity.Id("phoneNumberId"), cancellation);
        var banned = node?.Status == "BANNED";
        var number = await numbers.ChangeAsync(phone, today => today with
        {
            State = NumberState.Deleting,
            BannedAt = today.BannedAt ?? (banned ? file.Now : null),
        }, cancellation);
        await file.ChangeAsync(on, today => today.Facts.WasBanned || number.BannedAt is null ? null : new(
            today.Case, today.Facts with { WasBanned = true },
            file.Entry("meta", "was_banned", "Meta has banned this number; other rules apply to its reuse.")), cancellation);
        return await RecordAsync(on, "traffic_stopped", "system", "No message goes in or out any more.", node?.Status ?? "no node at Meta", cancellation);
    }

    /// <summary>The number's own webhook address is cleared.</summary>
    public async Task<Done> ClearOverrideAsync(CaseRef on, CancellationToken cancellation)
    {
        var (_, identity) = await WhereAsync(on, ProviderNames.Meta, cancellation);
        if (identity is null)
            return await RecordAsync(on, "webhook_cleared", "system", "The number has no identity at Meta; there is no webhook to clear.", "none", cancellation);
        var id = identity.Id("phoneNumberId");
        if (await meta.ReadWebhookOverrideAsync(id, cancellation) is { Length: > 0 })
            await meta.ClearWebhookOverrideAsync(id, cancellation);
        var left = await meta.ReadWebhookOverrideAsync(id, cancellation);
        return left is { Length: > 0 }
            ? throw new TransientFailureException("meta:override-stays", "Meta still shows the number's webhook override.")
            : await RecordAsync(on, "webhook_cleared", "meta", "The number's webhook override is cleared.", "no override", cancellation);
    }

    /// <summary>Our app leaves the account, unless it still serves another number there.</summary>
    public async Task<Done> UnsubscribeAsync(CaseRef on, CancellationToken cancellation)
    {
        var (phone, identity) = await WhereAsync(on, ProviderNames.Meta, cancellation);
        if (identity is null)
            return await RecordAsync(on, "app_unsubscribed", "system", "The number has no identity at Meta; no app is subscribed.", "none", cancellation);
        var waba = identity.Id("wabaId");
        var siblings = (await meta.ListNumbersAsync(waba, cancellation)).Count(number => number.Id != identity.Id("phoneNumberId"));
        if (siblings > 0)
            return await RecordAsync(on, "app_unsubscribed", "system", $"The app stays subscribed: the account has {siblings} other number(s).", "kept", cancellation);
        if (await meta.IsSubscribedAsync(waba, cancellation))
            await meta.UnsubscribeAppAsync(waba, cancellation);
        return await meta.IsSubscribedAsync(waba, cancellation)
            ? throw new TransientFailureException("meta:still-subscribed", "Meta still lists our app on the account.")
            : await RecordAsync(on, "app_unsubscribed", "meta", $"Our app is unsubscribed from {phone}'s account.", "not subscribed", cancellation);
    }

    /// <summary>The number leaves the Cloud API. A number that is not registered (133010) has left it.</summary>
    public async Task<Done> DeregisterAsync(CaseRef on, CancellationToken cancellation)
    {
        var (phone, identity) = await WhereAsync(on, ProviderNames.Meta, cancellation);
        if (identity is null)
            return await RecordAsync(on, "deregistered", "system", "The number has no identity at Meta; it is not registered.", "none", cancellation);
        var id = identity.Id("phoneNumberId");
        var before = await meta.ReadNumberAsync(id, cancellation);
        var isOff = before is { IsRegistered: true } && await IsOffAlreadyAsync(phone, id, cancellation);
        var after = await meta.ReadNumberAsync(id, cancellation);
        return !isOff && after is { IsRegistered: true }
            ? throw new TransientFailureException("meta:still-registered", $"Meta still shows the number as {after.Status}.")
            : await RecordAsync(on, "deregistered", "meta", "The number is deregistered from the Cloud API.", after?.Status ?? "not there", cancellation);
    }

    /// <summary>Notice is given at 360dialog. Where only the client may give it, it becomes the customer's task; see <see cref="DeletionWatch"/>.</summary>
    public async Task<Done> CancelAt360DialogAsync(CaseRef on, CancellationToken cancellation)
    {
        var evidence = await file.ReadAsync(on, cancellation);
        if (evidence.Number.At(ProviderNames.Dialog360) is not { } identity)
            return Done.Instance;
        if (evidence.Facts.SaidDeleted is { } said && await dialog360.FindChannelAsync(identity.Id("channelId"), cancellation) is null)
            return await RecordAsync(on, "cancelled_at_360dialog", said.By, "The channel is no longer in 360dialog's hub.", "not listed", cancellation);
        var channel = await CancelledAsync(on, identity, cancellation);
        return channel is null
            ? Done.Instance
            : await RecordAsync(on, "cancelled_at_360dialog", "360dialog", "The channel is cancelled at 360dialog.", Terms(channel), cancellation);
    }

    /// <summary>The channel with its notice given, or null where 360dialog wants the client to give it.</summary>
    private async Task<Dialog360Channel?> CancelledAsync(CaseRef on, ProviderIdentity identity, CancellationToken cancellation)
    {
        var id = identity.Id("channelId");
        var channel = await dialog360.FindChannelAsync(id, cancellation)
            ?? throw new NeedsPersonException("dialog360:no-channel", "360dialog does not show the number's channel. Look in its hub; if it is gone, confirm-deleted and retry: your look is the evidence.");
        if (channel.IsCancelled)
            return channel;
        try
        {
            await dialog360.RequestCancellationAsync(identity.Id("clientId"), id, cancellation);
        }
        catch (FailureException refused) when (refused.Code == "dialog360:client-must-cancel")
        {
            await RecordAsync(on, "cancellation_refused", "360dialog",
                "360dialog lets only the client cancel the channel; it becomes the customer's task.", refused.Message, cancellation);
            return null;
        }

        channel = await dialog360.FindChannelAsync(id, cancellation);
        return channel is { IsCancelled: true }
            ? channel
            : throw new TransientFailureException("dialog360:not-cancelled", "360dialog does not show the cancellation yet.");
    }

    /// <summary>Deregisters. True: Meta answers that the number is not registered, which a banned number's status does not show.</summary>
    private async Task<bool> IsOffAlreadyAsync(PhoneNumber phone, string phoneNumberId, CancellationToken cancellation)
    {
        if (await budget.TakeAsync(phone, cancellation) is { } free)
            throw new TransientFailureException("registration:budget", $"Meta takes few registrations and deregistrations of a number in 72 hours; the next is free at {free:u}.");
        try
        {
            await meta.DeregisterAsync(phoneNumberId, cancellation);
            return false;
        }
        catch (FailureException failure) when (failure.Code == "meta:133010")
        {
            return true;
        }
    }

    private async Task<(PhoneNumber Phone, ProviderIdentity? Identity)> WhereAsync(CaseRef on, string provider, CancellationToken cancellation)
    {
        var evidence = await file.ReadAsync(on, cancellation);
        return (evidence.Case.Phone, evidence.Number.At(provider));
    }

    private async Task<Done> RecordAsync(CaseRef on, string step, string by, string text, string answer, CancellationToken cancellation)
    {
        await file.RecordAsync(on, step, by, text, answer, cancellation);
        return Done.Instance;
    }

    private static string Terms(Dialog360Channel channel) => channel.TerminatedAt is { } end
        ? $"terminates on {end:yyyy-MM-dd}"
        : "cancelled, no date given";
}
