using Gallabox.Core.Cases;
using Gallabox.Core.Providers;
using Gallabox.Core.Webhooks;

namespace Gallabox.Core.Connect;

/// <summary>Where the number's messages go, and whether its key is the living one.</summary>
public sealed class ConnectCallback(
    ConnectFile file, ConnectKey key, NumberKeys keys, IDialog360Partner dialog360, ConnectLinks links, WebhookOptions webhooks)
{
    /// <summary>Sets the number's webhook with our own secret header, and reads it back. Safe to repeat.</summary>
    public async Task<ConnectLook> SetAsync(CaseRef on, CancellationToken cancellation)
    {
        var read = await file.CaseAsync(on, cancellation);
        if (read.Facts.Steps.ContainsKey("callback_set"))
            return new ConnectLook(ConnectStage.Authorization);
        var secret = webhooks.Dialog360NumberKeys.FirstOrDefault(each => each.Length > 0)
            ?? throw new NeedsPersonException("connect:no-number-secret", "No secret is configured for the header of numbers' webhooks.");
        if (await keys.FindAsync(read.Case.Phone, cancellation) is not { } kept)
            return await key.MakeAgainAsync(on, cancellation);
        var url = Address(read.Facts.Channel!.Id);
        try
        {
            await dialog360.SetWebhookAsync(kept.Address, kept.Key, url, new Dictionary<string, string> { [WebhookOptions.NumberHeader] = secret }, cancellation);
            if (await dialog360.ReadWebhookAsync(kept.Address, kept.Key, cancellation) != url)
                throw new TransientFailureException("dialog360:webhook-differs", "360dialog does not show the number's webhook as it was set.");
        }
        catch (FailureException refused) when (ConnectKey.IsRefusal(refused))
        {
            return await key.MakeAgainAsync(on, cancellation);
        }

        await file.RecordAsync(on, "callback_set", "360dialog", "The number's messages are sent to us.", url, cancellation);
        return new ConnectLook(ConnectStage.Authorization);
    }

    /// <summary>The last look before the number counts as connected: the kept key is good, and its messages come here.</summary>
    public async Task<ConnectLook> TestAsync(CaseRef on, CancellationToken cancellation)
    {
        var read = await file.CaseAsync(on, cancellation);
        if (read.Case.Ending is not null)
            return new ConnectLook(ConnectStage.Closing);
        if (await keys.FindAsync(read.Case.Phone, cancellation) is not { } kept || !await key.WorksAsync(kept, cancellation))
            return await key.MakeAgainAsync(on, cancellation);
        if (await dialog360.ReadWebhookAsync(kept.Address, kept.Key, cancellation) != Address(read.Facts.Channel!.Id))
        {
            await file.ChangeAsync(on, today => new(today.Case, ConnectFile.Without(today.Facts, "callback_set"),
                file.Entry("360dialog", "callback_changed", "Somebody has changed where the number's messages go; it is set again.")), cancellation);
            return new ConnectLook(ConnectStage.Authorization, file.Now);
        }

        await file.RecordAsync(on, "key_tested", "360dialog", "The key works, and messages come here.", "good", cancellation);
        return new ConnectLook(ConnectStage.Registration);
    }

    private string Address(string channelId) => links.Here($"webhooks/360dialog/{channelId}").ToString();
}
