using Gallabox.Core.Cases;
using Gallabox.Core.Numbers;

namespace Gallabox.Core.TwoStep;

/// <summary>All that decides whether a customer hears of two-step verification, read at one moment.</summary>
/// <param name="IsOn">What Meta says now; null: the number cannot be read, or not this of it.</param>
/// <param name="Open">The number's open case, if any.</param>
public sealed record TwoStepEvidence(Number Number, bool? IsOn, Case? Open, TwoStepRecord Record);

/// <summary>What a look at a number comes to.</summary>
public abstract record TwoStepVerdict
{
    /// <summary>It is on, or unknown, or off as it has to be for now.</summary>
    public sealed record Nothing : TwoStepVerdict;

    /// <summary>It is off, and the customer knows.</summary>
    /// <param name="Until">When it is time to remind.</param>
    public sealed record Wait(DateTimeOffset Until) : TwoStepVerdict;

    /// <param name="Since">When it was first seen to be off.</param>
    /// <param name="Reminder">0: the first word of it.</param>
    public sealed record TellOff(DateTimeOffset Since, int Reminder) : TwoStepVerdict;

    /// <summary>The same, where our own team administers the portfolio: the customer can do nothing.</summary>
    public sealed record TellTeam(DateTimeOffset Since, int Reminder) : TwoStepVerdict;

    /// <summary>It is on, and somebody has begun to switch it off.</summary>
    public sealed record TellAsked(DateTimeOffset At) : TwoStepVerdict;
}

/// <summary>Whether the customer is told: a pure function of the evidence, the rules and the time.</summary>
public static class TwoStepPolicy
{
    /// <summary>A request to switch it off that is older is no news: by now it has come to something, or its event is a late repetition.</summary>
    private static readonly TimeSpan newsFor = TimeSpan.FromDays(1);

    /// <summary>Numbers that are in use, and that no flow of ours is taking away.</summary>
    public static bool IsWatched(Number number) => number.State is NumberState.Connected or NumberState.Restricted;

    public static TwoStepVerdict Judge(TwoStepEvidence evidence, TwoStepOptions rules, DateTimeOffset now) => evidence switch
    {
        { IsOn: null } => new TwoStepVerdict.Nothing(),
        { Open: { } open } when HasToBeOff(open) => new TwoStepVerdict.Nothing(),
        _ when !IsWatched(evidence.Number) => new TwoStepVerdict.Nothing(),
        { IsOn: true } => OfRequest(evidence, now),
        _ => OfOff(evidence, rules, now),
    };

    /// <summary>Meta migrates a number only with two-step verification off (facts 3.9), and a number that is being deleted needs none.</summary>
    private static bool HasToBeOff(Case open) => open is { Open: true, Kind: CaseKind.Migration } or { Open: true, Kind: CaseKind.Deletion, Stage: CaseState.Deleting };

    private static TwoStepVerdict OfRequest(TwoStepEvidence evidence, DateTimeOffset now) =>
        evidence.Number.TwoStepOffAskedAt is { } asked && !(asked <= evidence.Record.AskedAt) && asked + newsFor >= now
            ? new TwoStepVerdict.TellAsked(asked)
            : new TwoStepVerdict.Nothing();

    private static TwoStepVerdict OfOff(TwoStepEvidence evidence, TwoStepOptions rules, DateTimeOffset now)
    {
        var since = evidence.Number.TwoStepOffSince ?? now;
        var told = evidence.Record.OffSince == since ? evidence.Record : new TwoStepRecord();
        if (told.ToldAt + rules.RemindEvery is { } until && until > now)
            return new TwoStepVerdict.Wait(until);
        return evidence.Number.At(ProviderNames.Meta)?.Owner == "us"
            ? new TwoStepVerdict.TellTeam(since, told.Times)
            : new TwoStepVerdict.TellOff(since, told.Times);
    }
}
