using Gallabox.Core.Cases;
using Gallabox.Core.Numbers;

namespace Gallabox.Core.Migration;

/// <summary>What a look at the conditions comes to.</summary>
public abstract record MigrationVerdict
{
    /// <summary>A person ended it, or time did, or it must not be.</summary>
    public sealed record End(Ending Ending) : MigrationVerdict;

    /// <summary>The customer runs the Embedded Signup.</summary>
    public sealed record AwaitSignup(DateTimeOffset ExpiresAt) : MigrationVerdict;

    /// <summary>The customer's admin accepts the request in Meta Business Suite.</summary>
    public sealed record AwaitAcceptance(DateTimeOffset ExpiresAt) : MigrationVerdict;

    /// <summary>Two-step verification is all that is in the way.</summary>
    public sealed record AwaitTwoStepOff(DateTimeOffset ExpiresAt) : MigrationVerdict;

    /// <summary>A condition is not met.</summary>
    public sealed record AwaitCondition(Light Light, DateTimeOffset ExpiresAt) : MigrationVerdict;

    /// <summary>The account that was chosen at Meta is another's: another one is chosen there.</summary>
    public sealed record ChooseAgain : MigrationVerdict;

    /// <summary>A product specialist lets it begin.</summary>
    public sealed record AwaitApproval : MigrationVerdict;

    /// <summary>Our app does not hear of the destination, which we can mend.</summary>
    public sealed record Subscribe : MigrationVerdict;

    /// <summary>Meta refused without a reason: it is asked again later.</summary>
    public sealed record AwaitMeta(Refused Refused) : MigrationVerdict;

    /// <summary>Meta refused in words that nobody knows, or too often for no reason.</summary>
    public sealed record Stuck(Refused Refused) : MigrationVerdict;

    /// <summary>Nothing that we can see is in the way: Meta is asked, which is the only proof.</summary>
    public sealed record Proceed : MigrationVerdict;
}

/// <summary>How far a migration has come before anything is touched: a pure function of what is read.</summary>
public static class MigrationPolicy
{
    /// <summary>Refusals without a reason that are tried again.</summary>
    private const int MostUnspecific = 4;

    /// <summary>The same words whoever holds the number, so that nobody learns who does.</summary>
    public const string NotHere = "This number cannot be migrated to this account. If it is yours, write to our team; they can look into it.";

    /// <param name="lights">Without a refusal that may be over: see <see cref="MayBeOver"/>.</param>
    public static MigrationVerdict Decide(MigrationEvidence seen, IReadOnlyList<Light> lights, MigrationOptions rules, DateTimeOffset now)
    {
        if (seen.Case.Ending is { } ending)
            return new MigrationVerdict.End(ending);
        if (Number.IsHeldByAnother(seen.Number, seen.Case.AccountId))
            return Ended(CaseState.Rejected, now, NotHere);
        var expires = (IsOnOthers(seen.Case) ? now : seen.Facts.WaitingSince ?? seen.Case.CreatedAt) + rules.ExpireAfter;
        var verdict = Barred(seen, lights, expires) ?? Missing(seen, expires) ?? Ours(seen) ?? Refusal(seen, rules, now)
            ?? Conditions(seen, lights, expires) ?? Team(seen, rules) ?? new MigrationVerdict.Proceed();
        return IsOnCustomer(verdict) && now >= expires
            ? Ended(CaseState.Expired, now, "What the migration needs was not done in time. Nothing was changed: the number works where it was.")
            : verdict;
    }

    /// <summary>Whether a refusal may be over: something was heard since, or it is long enough ago.</summary>
    public static bool MayBeOver(MigrationFacts facts, MigrationOptions rules, DateTimeOffset now) =>
        facts.Refused is not { } refused || facts.HeardAt > refused.At || now >= refused.At + Rest(facts, rules, now);

    /// <summary>How long until the next look by ourselves: soon at first, later less often.</summary>
    public static TimeSpan Rest(MigrationFacts facts, MigrationOptions rules, DateTimeOffset now) =>
        now - (facts.WaitingSince ?? now) < TimeSpan.FromHours(6) ? rules.LookEvery : rules.LookLaterEvery;

    /// <summary>Whether the customer has nothing to do at present: the time for it begins when it is asked for.</summary>
    public static bool IsOnOthers(Case on) => on.WaitsFor is { What: not ("provider" or "attention"), On: "operator" or "meta" };

    /// <summary>Into an account where another account of ours has numbers nothing is moved, whoever approves.</summary>
    private static MigrationVerdict? Barred(MigrationEvidence seen, IReadOnlyList<Light> lights, DateTimeOffset expires) => seen.Facts.Path switch
    {
        not MigrationPath.Account when seen.IsAnothers => new MigrationVerdict.ChooseAgain(),
        not MigrationPath.EmbeddedSignup when lights.FirstOrDefault(light => light is { Key: LightKey.DestinationUsable, State: LightState.Red }) is { } barred =>
            new MigrationVerdict.AwaitCondition(barred, expires),
        _ => null,
    };

    /// <summary>Without a destination there is nothing to look at.</summary>
    private static MigrationVerdict? Missing(MigrationEvidence seen, DateTimeOffset expires) => seen.Facts switch
    {
        { Path: MigrationPath.EmbeddedSignup, PhoneNumberId: null } => new MigrationVerdict.AwaitSignup(expires),
        { Path: MigrationPath.Solution, WabaId: null } => new MigrationVerdict.AwaitAcceptance(expires),
        _ => null,
    };

    private static MigrationVerdict.Subscribe? Ours(MigrationEvidence seen) => seen.Subscribed == false ? new MigrationVerdict.Subscribe() : null;

    /// <summary>What Meta refused without naming a condition.</summary>
    private static MigrationVerdict? Refusal(MigrationEvidence seen, MigrationOptions rules, DateTimeOffset now)
    {
        if (seen.Facts.Refused is not { Call: MigrationCall.Start } refused || MayBeOver(seen.Facts, rules, now))
            return null;
        return MigrationRefusals.Of(refused.Call, refused.Code, FailureKind.NeedsPerson, null) switch
        {
            RefusalMeaning.Red => null,
            RefusalMeaning.FewTries when seen.Facts.Unspecific <= MostUnspecific => new MigrationVerdict.AwaitMeta(refused),
            RefusalMeaning.Wait => new MigrationVerdict.AwaitMeta(refused),
            _ => new MigrationVerdict.Stuck(refused),
        };
    }

    private static MigrationVerdict? Conditions(MigrationEvidence seen, IReadOnlyList<Light> lights, DateTimeOffset expires)
    {
        var red = lights.Where(light => light.State == LightState.Red).ToList();
        if (red.Count == 0 || (seen.Facts.Approval is { } approval && !(seen.Facts.Refused?.At > approval.At)))
            return null;
        return red is [{ Key: LightKey.TwoStep }] ? new MigrationVerdict.AwaitTwoStepOff(expires) : new MigrationVerdict.AwaitCondition(red[0], expires);
    }

    private static MigrationVerdict? Team(MigrationEvidence seen, MigrationOptions rules) =>
        rules.ApproveByTeam && seen.Facts.Approval is null ? new MigrationVerdict.AwaitApproval() : null;

    private static bool IsOnCustomer(MigrationVerdict verdict) => verdict is MigrationVerdict.AwaitSignup or MigrationVerdict.AwaitAcceptance
        or MigrationVerdict.AwaitTwoStepOff or MigrationVerdict.AwaitCondition { Light.On: "customer" };

    private static MigrationVerdict.End Ended(CaseState state, DateTimeOffset now, string why) => new(new Ending(state, "system", now, why));
}
