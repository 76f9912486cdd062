using System.Text.Json;

namespace Gallabox.Core.Webhooks;

/// <summary>What an account event of Meta's says, as far as it matters for numbers (facts 4.6, 4.7). All sets of values are open.</summary>
/// <param name="Field">Meta's <c>field</c>.</param>
/// <param name="Event">Its <c>event</c>, <c>decision</c> or <c>alert_type</c>; empty where it has none.</param>
/// <param name="WabaId">The customer's WABA: for partner events the one inside, as the entry's is not always it.</param>
/// <param name="Phone">The number it names, if any.</param>
/// <param name="At">The entry's time; null where missing.</param>
public sealed record AccountEvent(string Field, string Event, string WabaId, PhoneNumber? Phone, DateTimeOffset? At)
{
    /// <summary><c>SCHEDULE_FOR_DISABLE</c>, <c>DISABLE</c>, <c>REINSTATE</c>.</summary>
    public string? BanState { get; init; }

    /// <summary>As Meta writes it, such as "April 17, 2025": a text.</summary>
    public string? BanDate { get; init; }

    /// <summary>The portfolio's messaging limit as it is spelt; null where the event does not speak of it.</summary>
    public string? Limit { get; init; }

    /// <summary>The name that was asked for, the violation, or the reason of a refusal: for people to read.</summary>
    public string? Detail { get; init; }

    /// <exception cref="PermanentFailureException">The JSON is no change of Meta's.</exception>
    public static AccountEvent Read(ForeignEvent foreign)
    {
        using var document = Parse(foreign.Json);
        var value = document.RootElement.TryGetProperty("value", out var inner) && inner.ValueKind is JsonValueKind.Object ? inner : default;
        var what = Text(value, "event") ?? Text(value, "decision") ?? Text(value, "alert_info", "alert_type") ?? "";
        return new AccountEvent(
            foreign.Name,
            what,
            Text(value, "waba_info", "waba_id") ?? foreign.About,
            PhoneNumber.TryParse(Digits(Text(value, "display_phone_number") ?? Text(value, "phone_number")), out var phone) ? phone : null,
            foreign.Time > 0 ? DateTimeOffset.FromUnixTimeSeconds(foreign.Time) : null)
        {
            BanState = Text(value, "ban_info", "waba_ban_state"),
            BanDate = Text(value, "ban_info", "waba_ban_date"),
            Limit = LimitOf(foreign.Name, what, value),
            Detail = Text(value, "requested_verified_name") ?? Text(value, "violation_info", "violation_type") ?? Reason(Text(value, "rejection_reason")),
        };
    }

    /// <summary>An upgrade of the throughput calls itself a tier, too, and is none.</summary>
    private static string? LimitOf(string field, string what, JsonElement value) => (field, what) switch
    {
        ("phone_number_quality_update", "THROUGHPUT_UPGRADE") => null,
        ("phone_number_quality_update" or "business_capability_update", _) => Text(value, "max_daily_conversations_per_business")
            ?? Text(value, "current_limit") ?? Text(value, "max_daily_conversation_per_phone"),
        _ => null,
    };

    private static string? Reason(string? reason) => reason is "NONE" ? null : reason;

    private static JsonDocument Parse(string json)
    {
        try
        {
            var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind is JsonValueKind.Object)
                return document;
            document.Dispose();
        }
        catch (JsonException failure)
        {
            throw new PermanentFailureException("webhook:unreadable", "An account event is no JSON.", failure);
        }

        throw new PermanentFailureException("webhook:unreadable", "An account event is no object.");
    }

    private static string? Text(JsonElement value, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
            if (value.ValueKind is not JsonValueKind.Object || !value.TryGetProperty(name, out value))
                return null;
        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
    }

    private static string? Digits(string? text) => text is null ? null : string.Concat(text.Where(char.IsAsciiDigit));
}
