using System.Text;
using Gallabox.Core.Queue;

namespace Gallabox.Core.Webhooks;

/// <summary>Kinds of work that webhooks make: see <see cref="WorkRouter"/>.</summary>
public static class WebhookWork
{
    /// <summary>An account event of Meta's; body <see cref="ForeignEvent"/>.</summary>
    public const string AccountEvent = "meta-account-event";

    /// <summary>A partner event of 360dialog; body <see cref="ForeignEvent"/>.</summary>
    public const string PartnerEvent = "360dialog-partner-event";
}

/// <summary>An event of another system as a message of the work queue.</summary>
/// <param name="Key">The same for the same event, however often it comes.</param>
/// <param name="Name">Meta's field, 360dialog's event.</param>
/// <param name="About"><c>entry.id</c> or the channel; empty where it said nothing.</param>
/// <param name="Time"><c>entry.time</c>, seconds since 1970; 0 where it said nothing.</param>
/// <param name="Json">Meta's change, 360dialog's whole event; empty where it is too long for a message.</param>
/// <param name="KeptOn">Then the day under which it is kept.</param>
public sealed record ForeignEvent(string Key, string Name, string About, long Time, string Json, DateOnly? KeptOn = null)
{
    /// <summary>The event with its JSON, however long it is.</summary>
    /// <exception cref="NeedsPersonException">It waited until its JSON was forgotten.</exception>
    public async Task<ForeignEvent> WholeAsync(RawEventStore kept, CancellationToken cancellation)
    {
        if (KeptOn is not { } day)
            return this;
        return await kept.ReadAsync(day, Key, cancellation) is { } json
            ? this with { Json = Encoding.UTF8.GetString(json), KeptOn = null }
            : throw new NeedsPersonException("webhooks:forgotten", "The event waited for longer than events are kept (Webhooks:KeepRawEvents).");
    }
}

/// <summary>From raw events to the features that know them; every one is also kept raw, so that nothing is lost and all can be shown.</summary>
public sealed class RawEventRouter(RawEventStore store, IWorkQueue queue)
{
    /// <summary>Room for the JSON in a message, escaped once more.</summary>
    private const int MaxJson = 20 * 1024;

    public async Task RouteAsync(IReadOnlyList<RawEvent> events, CancellationToken cancellation)
    {
        if (events.Count == 0)
            return;
        var day = await store.KeepAsync(events, cancellation);
        foreach (var raw in events)
            if (Kind(raw) is { } kind)
                await queue.SendAsync(ToWork(raw, kind, day), cancellation);
    }

    /// <summary>The feature that works on it; null: it is only kept.</summary>
    private static string? Kind(RawEvent raw) => (raw.Source, raw.Field) switch
    {
        (_, RawFields.Unreadable or RawFields.Unknown or RawFields.Status or RawFields.Message or RawFields.Errors) => null,
        (EventSource.Dialog360Partner, _) => WebhookWork.PartnerEvent,
        (_, "account_update" or "account_review_update" or "account_alerts" or "business_capability_update" or "phone_number_quality_update"
            or "phone_number_name_update" or "security" or "user_id_update") => WebhookWork.AccountEvent,
        _ => null,
    };

    private static WorkMessage ToWork(RawEvent raw, string kind, DateOnly day)
    {
        var fits = raw.Json.Length <= MaxJson;
        var work = new ForeignEvent(
            RawEventStore.Row(raw), raw.Field, raw.EntryId, raw.EntryTime, fits ? Encoding.UTF8.GetString(raw.Json.Span) : "", fits ? null : day);
        return new WorkMessage($"{kind}:{work.Key}", kind, raw.EntryId.Length > 0 ? raw.EntryId : kind, Encoding.UTF8.GetString(Wire.ToBytes(work)));
    }
}
