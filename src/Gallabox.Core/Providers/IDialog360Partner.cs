using System.Text.Json;

namespace Gallabox.Core.Providers;

/// <summary>
/// What this system asks of 360dialog: the Partner API, and the messaging side of one number. All partner calls of the process
/// share one limit, 5 in 30 seconds (facts 6.1), and wait their turn in order. Ids are case-sensitive, kept verbatim.
/// </summary>
/// <remarks>
/// Codes are <c>dialog360:</c> and the HTTP status, such as <c>dialog360:404</c>; <c>dialog360:client-must-cancel</c>,
/// <c>dialog360:no-permission</c>, <c>dialog360:unknown-outcome</c>, <c>dialog360:unreachable</c>
/// and <c>dialog360:queue-full</c> (the last two: nothing was sent). Messages refused by Meta carry Meta's codes.
/// </remarks>
public interface IDialog360Partner
{
    /// <returns>The channel, or null where the hub does not list it for our partner id (deleted, or never ours).</returns>
    Task<Dialog360Channel?> FindChannelAsync(string channelId, CancellationToken cancellation);

    /// <summary>Every channel that fits, all pages of 200.</summary>
    Task<IReadOnlyList<Dialog360Channel>> ListChannelsAsync(Dialog360ChannelFilter filter, CancellationToken cancellation);

    Task<Dialog360Client?> FindClientAsync(string clientId, CancellationToken cancellation);

    /// <summary>
    /// Starts the channel's notice period, which can be taken back. Repeating it changes nothing. Fails with
    /// <c>dialog360:client-must-cancel</c> where 360dialog lets only the client do it, and with <c>dialog360:404</c> where the path
    /// is not known, which does not mean that the channel is gone (facts 6.3).
    /// </summary>
    Task<Dialog360Channel> RequestCancellationAsync(string clientId, string channelId, CancellationToken cancellation);

    /// <summary>Takes the notice back. Repeating it changes nothing.</summary>
    Task<Dialog360Channel> RevokeCancellationAsync(string clientId, string channelId, CancellationToken cancellation);

    /// <summary>What a direct-paid client has with 360dialog; below zero is owed.</summary>
    Task<Dialog360Balance> ReadBalanceAsync(string clientId, CancellationToken cancellation);

    /// <summary>
    /// Makes a new API key for the number and <b>kills all earlier ones</b>; the key is shown this once. After an unknown outcome
    /// call again, under a lock, and keep the last answer only. Needs the client's permission (<c>dialog360:no-permission</c>).
    /// [360dialog, "API Keys"]
    /// </summary>
    Task<Dialog360ApiKey> RotateApiKeyAsync(string channelId, CancellationToken cancellation);

    /// <summary>Sets where the number's message webhooks go. Safe to repeat.</summary>
    /// <param name="address">The messaging address that came with the key.</param>
    /// <param name="headers">Sent by 360dialog with each webhook, such as a secret of ours; not masked there.</param>
    Task SetWebhookAsync(
        string address, string apiKey, string url, IReadOnlyDictionary<string, string> headers, CancellationToken cancellation);

    /// <summary>Where the number's message webhooks go; also proves that the key is good. Null where none is set.</summary>
    Task<string?> ReadWebhookAsync(string address, string apiKey, CancellationToken cancellation);

    /// <summary>Sets the one address for partner events, and where the connect button returns to. Safe to repeat.</summary>
    /// <param name="redirectUrl">Null leaves it as it is.</param>
    Task SetPartnerWebhookAsync(string webhookUrl, string? redirectUrl, CancellationToken cancellation);

    /// <summary>Sends one message of the number; not repeated after an unknown outcome, as that may send it twice.</summary>
    /// <param name="message">A Cloud API message object, passed on unchanged.</param>
    /// <returns>The message id (<c>wamid...</c>).</returns>
    Task<string> SendMessageAsync(string address, string apiKey, JsonElement message, CancellationToken cancellation);
}
