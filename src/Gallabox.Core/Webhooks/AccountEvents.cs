using System.Globalization;
using Gallabox.Core.Cases;
using Gallabox.Core.Numbers;
using Gallabox.Core.Orchestration;
using Gallabox.Core.Providers;
using Gallabox.Core.Tables;
using Microsoft.Extensions.Logging;

namespace Gallabox.Core.Webhooks;

/// <summary>
/// Works on account events: writes each down once for its WABA, and changes the numbers it is about. An event older than one of the
/// same kind that was applied is written down and changes nothing; what matters is read back from Meta first.
/// </summary>
public sealed class AccountEvents(
    NumberStore numbers, CaseIndex cases, IOrchestrationClient flows, IMetaGraph meta, ITableStore tables, IEnumerable<IAccountEventListener> listeners,
    RawEventStore kept, TimeProvider time, ILogger<AccountEvents> log)
{
    private const string Table = "accountevents";

    public async Task HandleAsync(ForeignEvent foreign, CancellationToken cancellation)
    {
        var told = AccountEvent.Read(await foreign.WholeAsync(kept, cancellation));
        var about = await AboutAsync(told, cancellation);
        if (about.Count == 0)
            log.LogWarning("Account event {Field} {Event} of WABA {Waba} names no number of ours.", told.Field, told.Event, told.WabaId);
        var applied = new List<PhoneNumber>();
        foreach (var number in about)
            if (await ApplyAsync(number, told, cancellation))
                applied.Add(number.Phone);
        await tables.UpsertAsync(
            Table, Partition(told.WabaId), Row(told, foreign.Key), new NotedEvent(told, time.GetUtcNow(), applied, about.Count > 0), cancellation);
        foreach (var number in about)
            await NudgeAsync(number.Phone, cancellation);
        foreach (var listener in listeners)
            await listener.HearAsync(told, cancellation);
    }

    /// <summary>The account events of a WABA, oldest first, at most <paramref name="take"/>, after a row of an earlier answer.</summary>
    public async Task<IReadOnlyList<NotedEvent>> ListAsync(string wabaId, string? after, int take, CancellationToken cancellation) =>
        [.. (await tables.QueryAsync(Table, Partition(wabaId), new RowRange(After: after, Take: take), cancellation)).Select(row => Stored<NotedEvent>.Of(row).Value)];

    /// <summary>The number that is named, else every number of the WABA.</summary>
    private async Task<IReadOnlyList<Number>> AboutAsync(AccountEvent told, CancellationToken cancellation)
    {
        if (told.Phone is { } phone)
            return await numbers.FindAsync(phone, cancellation) is { } named ? [named] : [];
        var all = told.WabaId.Length > 0 ? await numbers.ListOfWabaAsync(told.WabaId, cancellation) : [];
        return [.. all.Where(number => number.At(ProviderNames.Meta)?.Ids.GetValueOrDefault("wabaId") == told.WabaId)];
    }

    private async Task<bool> ApplyAsync(Number number, AccountEvent told, CancellationToken cancellation)
    {
        // The mark comes last: after a crash in between, the same event is applied once more, to the same effect.
        var mark = await tables.FindAsync<Applied>(Table, "applied:" + number.Phone.E164, told.Field, cancellation);
        if (told.At is { } at && mark?.Value.At > at)
            return false;
        var id = number.At(ProviderNames.Meta)?.Ids.GetValueOrDefault("phoneNumberId");
        var isAsked = id is not null && NumberChange.NeedsReading(told);
        var read = isAsked ? await meta.ReadNumberAsync(id!, cancellation) : null;
        await numbers.ChangeAsync(
            number.Phone, today => NumberChange.Apply(today, told, read, !isAsked || read is not null, time.GetUtcNow()), cancellation);
        if (told.At is { } applied)
            await tables.UpsertAsync(Table, "applied:" + number.Phone.E164, told.Field, new Applied(applied), cancellation);
        return true;
    }

    /// <summary>Whatever happened, an open case of the number had better look now than at its time.</summary>
    private async Task NudgeAsync(PhoneNumber phone, CancellationToken cancellation)
    {
        if (await cases.ClaimantAsync(phone, cancellation) is { } open)
            await flows.RaiseAsync(open, CaseSteps.Nudge, cancellation);
    }

    private static string Partition(string wabaId) => "waba:" + (wabaId.Length > 0 ? wabaId : "none");

    private static string Row(AccountEvent told, string key) =>
        string.Create(CultureInfo.InvariantCulture, $"{told.At?.ToUnixTimeSeconds() ?? 0:D12}:{key}");

    private sealed record Applied(DateTimeOffset At);
}

/// <summary>A feature that an account event may concern beside the numbers that it changes.</summary>
public interface IAccountEventListener
{
    /// <summary>After the event was written down and applied. Safe to run again.</summary>
    Task HearAsync(AccountEvent told, CancellationToken cancellation);
}

/// <param name="AppliedTo">The numbers that it changed; empty where it was older than what is known.</param>
/// <param name="IsOurs">False: no number of ours was found for it.</param>
public sealed record NotedEvent(AccountEvent Event, DateTimeOffset ReceivedAt, IReadOnlyList<PhoneNumber> AppliedTo, bool IsOurs);
