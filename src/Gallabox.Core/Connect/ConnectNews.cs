using System.Text.Json;
using Gallabox.Core.Cases;
using Gallabox.Core.Numbers;
using Gallabox.Core.Orchestration;
using Gallabox.Core.Providers;
using Gallabox.Core.Webhooks;

namespace Gallabox.Core.Connect;

/// <summary>
/// Hears of a number, from 360dialog's partner events or a customer's browser. Nothing follows from the words: the moment is
/// stored, and the flow that looks is woken. Doubled, late and reordered news do no harm, and lost ones cost time.
/// </summary>
public sealed class ConnectNews(CaseIndex index, CaseStore cases, NumberStore numbers, ClientBindings bindings, ConnectRepairs repairs,
    RawEventStore kept, IOrchestrationClient flows, TimeProvider time)
{
    /// <summary>Takes a partner event (facts 6.4). Those that name no number of ours are left as they are kept.</summary>
    public async Task TakeAsync(ForeignEvent told, CancellationToken cancellation)
    {
        if (Read((await told.WholeAsync(kept, cancellation)).Json) is { } said)
            await HearAsync(said.Phone, said.ChannelId, cancellation);
    }

    /// <summary>Something was said about a channel: whoever looks after its number looks.</summary>
    public async Task HearAsync(PhoneNumber? said, string? channelId, CancellationToken cancellation)
    {
        var phone = said ?? (channelId is null ? null : await PhoneOfAsync(channelId, cancellation));
        if (phone is null)
            return;
        if (await index.ClaimantAsync(phone.Value, cancellation) is { } caseId && await WakeAsync(caseId, cancellation))
            return;
        if (await numbers.FindAsync(phone.Value, cancellation) is { } number && number.At(ProviderNames.Dialog360)?.Ids.GetValueOrDefault("channelId") is { } known
            && (channelId is null || channelId == known))
            await repairs.LookAsync(number, known, cancellation);
    }

    /// <summary>Wakes an open connection. False: the case is none.</summary>
    public async Task<bool> WakeAsync(string caseId, CancellationToken cancellation, Func<ConnectFacts, ConnectFacts>? learn = null)
    {
        if (await cases.FindAsync(caseId, cancellation) is not { Kind: CaseKind.Connection, Open: true })
            return false;
        var now = time.GetUtcNow();
        await cases.ChangeAsync<ConnectFacts>(caseId, today => !today.Case.Open || (learn is null && today.Facts.HeardAt == now)
            ? null
            : new(today.Case, (learn ?? (same => same))(today.Facts with { HeardAt = now }), null), cancellation);
        await flows.RaiseAsync(caseId, CaseSteps.Nudge, cancellation);
        return true;
    }

    private async Task<PhoneNumber?> PhoneOfAsync(string channelId, CancellationToken cancellation) =>
        await bindings.PhoneOfAsync(channelId, cancellation) ?? (await numbers.FindByChannelAsync(channelId, cancellation))?.Phone;

    private static (PhoneNumber? Phone, string? ChannelId)? Read(string json)
    {
        try
        {
            using var body = JsonDocument.Parse(json);
            if (Member(body.RootElement, "data") is not { } data)
                return null;
            var text = Text(Member(data, "setup_info"), "phone_number") ?? Text(data, "phone_number");
            return (PhoneNumber.TryParse(text, out var phone) ? phone : null, Text(data, "id"));
        }
        catch (JsonException)
        {
            // It is kept raw with the other events that nobody understands.
            return null;
        }
    }

    private static JsonElement? Member(JsonElement node, string name) =>
        node.ValueKind == JsonValueKind.Object && node.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Object ? member : null;

    private static string? Text(JsonElement? node, string name) =>
        node is { ValueKind: JsonValueKind.Object } known && known.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String
            ? member.GetString()
            : null;
}
