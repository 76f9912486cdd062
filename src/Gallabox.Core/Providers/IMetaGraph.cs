using System.Text.Json;

namespace Gallabox.Core.Providers;

/// <summary>
/// What this system asks of Meta's Graph API. No call takes an idempotency key, so no write is retried by the adapter: after an
/// unknown outcome read first, then act. Ids are Meta's, digits in text. [Meta, "Registration", 26 Jun 2026; "Business phone numbers", 5 Dec 2025]
/// </summary>
/// <remarks>
/// Every call fails with one of the three failure exceptions. Codes are <c>meta:</c> and Meta's own number, such as
/// <c>meta:133010</c> (not registered); where text alone tells causes apart, a word follows (<c>meta:2388103:credit-line</c>).
/// Our own are <c>meta:unknown-outcome</c> and <c>meta:unreachable</c> (nothing was sent).
/// </remarks>
public interface IMetaGraph
{
    /// <summary>Reads a number's node.</summary>
    /// <returns>
    /// Null where Meta answers that there is no such node (code 33, or 100 with subcode 33). That is no proof of a deletion: lost
    /// permission looks the same (facts 3.1). See <see cref="ListNumbersAsync"/>.
    /// </returns>
    Task<MetaNumber?> ReadNumberAsync(string phoneNumberId, CancellationToken cancellation);

    /// <summary>Every number of a WABA, all pages. Throws where the WABA itself cannot be read, so a missing number is missing.</summary>
    Task<IReadOnlyList<MetaNumber>> ListNumbersAsync(string wabaId, CancellationToken cancellation);

    /// <summary>Reads a WABA: its review, its business, how it pays.</summary>
    /// <returns>Null where Meta answers that there is no such node, or that it is not for us.</returns>
    Task<MetaAccount?> ReadAccountAsync(string wabaId, CancellationToken cancellation);

    /// <summary>Whether messages can be sent, and what stands in the way.</summary>
    /// <param name="nodeId">A phone number id or a WABA id.</param>
    Task<MetaHealth> ReadHealthAsync(string nodeId, CancellationToken cancellation);

    /// <returns>The number's own webhook address; null where it has none and the WABA's or the app's holds.</returns>
    Task<string?> ReadWebhookOverrideAsync(string phoneNumberId, CancellationToken cancellation);

    /// <summary>Sends the number's <c>messages</c> webhooks to an address, which Meta checks by its handshake first. Safe to repeat.</summary>
    /// <param name="url">HTTPS, at most 200 characters.</param>
    Task SetWebhookOverrideAsync(string phoneNumberId, string url, string verifyToken, CancellationToken cancellation);

    /// <summary>Safe to repeat.</summary>
    Task ClearWebhookOverrideAsync(string phoneNumberId, CancellationToken cancellation);

    Task<IReadOnlyList<MetaApp>> ListSubscribedAppsAsync(string wabaId, CancellationToken cancellation);

    /// <summary>Whether our own app is among <see cref="ListSubscribedAppsAsync"/>.</summary>
    Task<bool> IsSubscribedAsync(string wabaId, CancellationToken cancellation);

    /// <summary>Subscribes our app; clears an override of the WABA. Safe to repeat.</summary>
    Task SubscribeAppAsync(string wabaId, CancellationToken cancellation);

    /// <summary>Ends the app's webhooks for every number of the WABA.</summary>
    Task UnsubscribeAppAsync(string wabaId, CancellationToken cancellation);

    /// <summary>Takes the number off the Cloud API; it stays in the WABA. Shares the budget of <see cref="RegisterAsync"/>.</summary>
    Task DeregisterAsync(string phoneNumberId, CancellationToken cancellation);

    /// <summary>
    /// Puts the number on the Cloud API; the cut-over of a migration. Sets its PIN, or must be given the PIN that is set. At most 10
    /// calls a number in 72 h together with deregister, then 133016: count the attempts, never loop. 133005 (wrong PIN), 133008,
    /// 133009 and 133016 need a person or a schedule of the caller's own, so their kind is <see cref="FailureKind.NeedsPerson"/>.
    /// </summary>
    /// <param name="pin">Six digits.</param>
    Task RegisterAsync(string phoneNumberId, string pin, CancellationToken cancellation);

    /// <summary>Sets or changes the PIN, which switches two-step verification on. There is no call that switches it off.</summary>
    /// <param name="pin">Six digits.</param>
    Task SetPinAsync(string phoneNumberId, string pin, CancellationToken cancellation);

    /// <summary>Adds a new number to a WABA, unverified. Safe to repeat: a number that is there already is found by listing.</summary>
    /// <returns>Its phone number id.</returns>
    Task<string> AddNumberAsync(string wabaId, PhoneNumber phone, string verifiedName, CancellationToken cancellation);

    /// <summary>
    /// Starts the migration of a number into a WABA; the source goes on working. Also the probe of two-step verification at the
    /// source: <c>meta:2388001</c> means that it is on. Safe to repeat, as <see cref="AddNumberAsync"/>. [Meta, "Migrating ...
    /// programmatically", 26 Nov 2025]
    /// </summary>
    /// <returns>The phone number id under the destination, to be used from here on.</returns>
    Task<string> StartMigrationAsync(string wabaId, PhoneNumber phone, CancellationToken cancellation);

    /// <summary>Has Meta send the one-time code to the number's owner. Each call sends one; the limit is not published.</summary>
    /// <param name="language">Such as <c>en_US</c>.</param>
    Task RequestCodeAsync(string phoneNumberId, CodeMethod method, string language, CancellationToken cancellation);

    /// <summary>Verifies ownership. A number that is verified already is a success.</summary>
    /// <param name="code">Six digits, with or without the hyphen that the SMS shows.</param>
    Task VerifyCodeAsync(string phoneNumberId, string code, CancellationToken cancellation);

    /// <summary>The latest moment at which the number may have sent a paid message, from the account's price statistics.</summary>
    /// <param name="since">At most a year back.</param>
    /// <returns>
    /// The end of the last UTC day with a paid message, but not later than now; null without one. Figures are approximate and lag:
    /// Meta's own refusal is the last word. [Meta, "Analytics", 2025]
    /// </returns>
    Task<DateTimeOffset?> ReadLastPaidMessageAsync(string wabaId, PhoneNumber phone, DateTimeOffset since, CancellationToken cancellation);

    /// <summary>Meta's own count of the number's messages by UTC day, in order; days without any may be missing.</summary>
    Task<IReadOnlyList<MetaSentCount>> ReadSentCountsAsync(
        string wabaId, PhoneNumber phone, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation);

    /// <summary>The WABA's message templates, all pages.</summary>
    Task<IReadOnlyList<MetaTemplate>> ReadTemplatesAsync(string wabaId, CancellationToken cancellation);

    /// <summary>
    /// Copies approved templates of another WABA of the same business, those that are not there yet. For when Meta's own copy of a
    /// migration failed. [Meta, "Template migration", 24 Jun 2026]
    /// </summary>
    Task<MetaTemplateCopy> CopyTemplatesAsync(string toWabaId, string fromWabaId, CancellationToken cancellation);

    /// <summary>
    /// Where the move of a WABA between multi-partner solutions stands. The other partner has tagged the source; the client's admin
    /// accepts in Meta Business Suite. [Meta, "Migrating a WABA from one Multi-Partner Solution to another", 21 May 2026]
    /// </summary>
    /// <returns>Null where Meta answers that there is no such intent, or that it is not for us.</returns>
    Task<MetaMigrationIntent?> ReadMigrationIntentAsync(string intentId, CancellationToken cancellation);

    /// <summary>Trades the code of an Embedded Signup for a token. The code lives 30 seconds and is good for one call.</summary>
    Task<MetaToken> ExchangeCodeAsync(string code, CancellationToken cancellation);

    /// <summary>Sends one message; not repeated after an unknown outcome, as that may send it twice.</summary>
    /// <param name="message">Meta's own message object, passed on unchanged.</param>
    /// <returns>The message id (<c>wamid...</c>).</returns>
    Task<string> SendMessageAsync(string phoneNumberId, JsonElement message, CancellationToken cancellation);
}
