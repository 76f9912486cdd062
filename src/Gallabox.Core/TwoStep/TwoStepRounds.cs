using System.Runtime.CompilerServices;
using Gallabox.Core.Accounts;
using Gallabox.Core.Numbers;
using Gallabox.Core.Orchestration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gallabox.Core.TwoStep;

/// <summary>
/// One round of looks: at the numbers of which something was heard, else at the next page of all that are connected. A number that
/// fails holds up no other; it is counted, and where the failure may pass, looked at again soon.
/// </summary>
public sealed class TwoStepRounds(
    AccountStore accounts, NumberStore numbers, PendingLooks pending, TwoStepWatch watch, IOptionsMonitor<TwoStepOptions> rules, TimeProvider time,
    ILogger<TwoStepRounds> log)
{
    /// <summary>So many numbers a round and so many at once: when each call takes its longest, a round still ends within ten minutes.</summary>
    private const int Page = 48;
    private const int AtOnce = 8;

    /// <summary>Then the next periodic look has it.</summary>
    private const int MaxTries = 6;
    private static readonly TimeSpan tryAgainAfter = TimeSpan.FromMinutes(10);

    public async Task<NextTwoStepLook> LookAsync(TwoStepRound round, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var due = await pending.DueAsync(now, Page, cancellation);
        if (due.Count > 0)
        {
            var seen = await LookAtAsync([.. due.Select(each => each.Value)], cancellation);
            foreach (var done in due)
                await pending.DoneAsync(done, cancellation);
            return new NextTwoStepLook(now, round, seen);
        }

        return round.SweepAt > now
            ? new NextTwoStepLook(await NextAsync(round.SweepAt.Value, cancellation), round, "nothing was due")
            : await SweepAsync(round.After, cancellation);
    }

    private async Task<NextTwoStepLook> SweepAsync(SweptNumber? after, CancellationToken cancellation)
    {
        var page = await FromAsync(after, cancellation).Take(Page).ToListAsync(cancellation);
        var seen = await LookAtAsync([.. page.Where(TwoStepPolicy.IsWatched).Select(number => new PendingLook(number.Phone, time.GetUtcNow(), 0, null))], cancellation);
        if (page.Count == Page)
            return new NextTwoStepLook(time.GetUtcNow(), new TwoStepRound(After: new SweptNumber(page[^1].AccountId, page[^1].Phone)), seen);
        var next = new TwoStepRound(time.GetUtcNow() + rules.CurrentValue.LookEvery);
        return new NextTwoStepLook(await NextAsync(next.SweepAt!.Value, cancellation), next, seen);
    }

    private async Task<DateTimeOffset> NextAsync(DateTimeOffset sweepAt, CancellationToken cancellation) =>
        await pending.NextAsync(cancellation) is { } next && next < sweepAt ? next : sweepAt;

    /// <summary>Every number of every account, by account and phone, after one of them.</summary>
    private async IAsyncEnumerable<Number> FromAsync(SweptNumber? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (after is not null)
            foreach (var number in await numbers.ListOfAccountAsync(after.AccountId, cancellation))
                if (string.CompareOrdinal(number.Phone.E164, after.Phone.E164) > 0)
                    yield return number;
        for (var page = await accounts.ListAsync(after?.AccountId, Page, cancellation); page.Count > 0; page = await accounts.ListAsync(page[^1].Id, Page, cancellation))
            foreach (var account in page)
                foreach (var number in await numbers.ListOfAccountAsync(account.Id, cancellation))
                    yield return number;
    }

    /// <returns>What was seen, such as <c>40 on, 2 off, 1 failed</c>.</returns>
    private async Task<string> LookAtAsync(IReadOnlyList<PendingLook> looks, CancellationToken cancellation)
    {
        var seen = new List<string>();
        foreach (var few in looks.DistinctBy(look => look.Phone).Chunk(AtOnce))
            seen.AddRange(await Task.WhenAll(few.Select(look => TryAsync(look, cancellation))));
        return seen.Count == 0 ? "no connected number" : string.Join(", ", seen.CountBy(each => each).Select(each => $"{each.Value} {each.Key}"));
    }

    private async Task<string> TryAsync(PendingLook look, CancellationToken cancellation)
    {
        var seen = "failed";
        try
        {
            seen = await watch.LookAsync(look.Phone, cancellation) switch { true => "on", false => "off", null => "unknown" };
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            var met = ActivityFailedException.From(TwoStepSteps.Look.Name, failure);
            log.LogWarning("The two-step verification of {Phone} could not be looked at: {Kind}, {Code}.", look.Phone.Masked, met.Kind, met.Code);
            if (met.Kind == FailureKind.Transient && look.Tries < MaxTries)
                await pending.AddAsync(look.Phone, time.GetUtcNow() + tryAgainAfter, look.Tries + 1, met.Code, cancellation);
        }

        Telemetry.TwoStep(seen);
        return seen;
    }
}
