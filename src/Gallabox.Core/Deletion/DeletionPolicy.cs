using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Core.Metering;
using Gallabox.Core.Numbers;

namespace Gallabox.Core.Deletion;

/// <summary>All that a decision about a deletion looks at, read at one moment.</summary>
public sealed record DeletionEvidence(Case Case, DeletionFacts Facts, Account Account, Number Number, DeletableDate Deletable);

/// <summary>What the review of a request, or the look on its day, comes to.</summary>
public abstract record Verdict
{
    /// <summary>A person ended it, or time did.</summary>
    public sealed record End(Ending Ending) : Verdict;

    public sealed record AskForProof(DateTimeOffset ExpiresAt) : Verdict;

    public sealed record AskForDues(Money Dues, DateTimeOffset ExpiresAt) : Verdict;

    public sealed record AwaitVolume(DeletableDate Deletable) : Verdict;

    public sealed record AskForApproval : Verdict;

    /// <summary>Nothing stands in the way, and somebody answers for it.</summary>
    public sealed record Approved(Decision By) : Verdict;

    /// <summary>The customer cannot be told the date.</summary>
    public sealed record CannotBeTold : Verdict;

    /// <summary>A mail of the customer may take the request back.</summary>
    public sealed record MustBeRead : Verdict;
}

/// <summary>What should happen to a deletion: pure functions of the evidence, the rules and the time.</summary>
public static class DeletionPolicy
{
    /// <summary>The order matters: who asks before what they owe, dues before volume, all before the team's decision.</summary>
    public static Verdict Review(DeletionEvidence evidence, DeletionOptions rules, DateTimeOffset now)
    {
        if (evidence.Case.Ending is { } ending)
            return new Verdict.End(ending);
        if (evidence.Number.AccountId != evidence.Case.AccountId || evidence.Number.State == NumberState.Deleted)
            return Ended(CaseState.Rejected, now, "The number is no longer connected to this account.");
        if (evidence.Facts.Unclear is not null)
            return new Verdict.MustBeRead();
        if (evidence.Facts.Proof is null)
            return Proof(evidence, rules, now);
        return Blocked(evidence, rules, now) ?? Decided(evidence, rules, now);
    }

    /// <summary>On the announced day, and whenever something changes before it, everything is checked again.</summary>
    public static Verdict BeforeDeletion(DeletionEvidence evidence, DeletionOptions rules, DateTimeOffset now)
    {
        if (evidence.Case.Ending is { } ending)
            return new Verdict.End(ending);
        if (evidence.Number.AccountId != evidence.Case.AccountId || evidence.Number.State == NumberState.Deleted)
            return Ended(CaseState.Rejected, now, "The number is no longer connected to this account.");
        if (evidence.Facts.Unclear is not null)
            return new Verdict.MustBeRead();
        if (evidence.Facts.AnnouncementBounced)
            return new Verdict.CannotBeTold();
        return Blocked(evidence, rules, now) ?? new Verdict.Approved(evidence.Facts.Approval ?? ByPolicy(now));
    }

    /// <summary>The first quarter of an hour in the account's working hours after the notice period.</summary>
    public static DateTimeOffset DateFor(DeletionEvidence evidence, DeletionOptions rules, DateTimeOffset now)
    {
        var earliest = now + rules.NoticePeriod;
        if (!rules.InWorkingHours)
            return earliest;
        var quarter = TimeSpan.FromMinutes(15).Ticks;
        var rounded = new DateTimeOffset((earliest.UtcTicks + quarter - 1) / quarter * quarter, TimeSpan.Zero);
        return Hours(evidence.Account, rules).FirstFrom(rounded);
    }

    /// <summary>The working hours of an account; an unknown zone counts as UTC.</summary>
    public static WorkingHours Hours(Account account, DeletionOptions rules) =>
        new(TimeZoneInfo.TryFindSystemTimeZoneById(account.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc, rules.WorkdayStartsAt, rules.WorkdayEndsAt);

    private static Verdict Proof(DeletionEvidence evidence, DeletionOptions rules, DateTimeOffset now)
    {
        var expires = (evidence.Facts.WaitingSince ?? evidence.Case.CreatedAt) + rules.ProofExpiresAfter;
        return now >= expires
            ? Ended(CaseState.Expired, now, "The request was not confirmed in time.")
            : new Verdict.AskForProof(expires);
    }

    private static Verdict? Blocked(DeletionEvidence evidence, DeletionOptions rules, DateTimeOffset now)
    {
        if (evidence.Account.Dues.Amount > 0)
            return Dues(evidence, rules, now);
        return evidence.Deletable.From > now ? new Verdict.AwaitVolume(evidence.Deletable) : null;
    }

    private static Verdict Dues(DeletionEvidence evidence, DeletionOptions rules, DateTimeOffset now)
    {
        var since = evidence.Case.Stage == CaseState.AwaitingDues ? evidence.Facts.WaitingSince ?? now : now;
        return now >= since + rules.ExpireAfter
            ? Ended(CaseState.Expired, now, "The dues were not settled in time.")
            : new Verdict.AskForDues(evidence.Account.Dues, since + rules.ExpireAfter);
    }

    private static Verdict Decided(DeletionEvidence evidence, DeletionOptions rules, DateTimeOffset now) => evidence.Facts.Approval switch
    {
        { } approval => new Verdict.Approved(approval),
        null when rules.ApproveByPolicy => new Verdict.Approved(ByPolicy(now)),
        null => new Verdict.AskForApproval(),
    };

    private static Decision ByPolicy(DateTimeOffset now) => new("system", now, "Every check passed, and the policy approves such requests.");

    private static Verdict.End Ended(CaseState state, DateTimeOffset now, string why) => new(new Ending(state, "system", now, why));
}
