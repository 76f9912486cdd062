using Gallabox.Core.Cases;
using Gallabox.Core.Migration;
using Gallabox.Core.Providers;
using Gallabox.Web.Pages;

namespace Gallabox.Web.Migration;

/// <summary>What a customer's page of a migration has beside the words: the conditions, and what may be done now.</summary>
/// <param name="Lights">Every condition as it was last seen.</param>
/// <param name="Code">Null: no code is wanted.</param>
/// <param name="CutOverAt">The time that was chosen; null: as soon as possible.</param>
/// <param name="Pin">Null: there is none to hand over.</param>
public sealed record MigrationSheet(IReadOnlyList<LightView> Lights, CodeEntry? Code, DateTimeOffset? CutOverAt, PinState? Pin)
{
    /// <summary>The customer may ask for a look at the conditions.</summary>
    public bool MayCheck { get; init; }

    public bool MayChooseTime { get; init; }

    /// <summary>The sign-up at Meta is what the case waits for.</summary>
    public bool NeedsSignup { get; init; }

    /// <summary>Something is decided within seconds: the page loads again by itself to show it.</summary>
    public bool LoadsAgain { get; init; }

    /// <summary>Nothing is touched yet: the conditions are what counts.</summary>
    public bool IsRehearsal { get; init; }

    public static MigrationSheet Of(MigrationEvidence evidence, MigrationOptions rules, bool signupIsOffered, DateTimeOffset now)
    {
        var (on, facts) = (evidence.Case, evidence.Facts);
        var mayGoBack = CaseActs.Allows(on, "check", Actor.Customer) && !facts.CuttingOver;
        var isRehearsal = mayGoBack && facts.PhoneNumberId is null;
        var code = CodeEntry.Of(evidence, rules, now);
        return new MigrationSheet(mayGoBack ? LightView.Of(facts) : [], code, facts.CutOverAt, PinState.Of(on, facts))
        {
            MayCheck = isRehearsal && on.WaitsFor is { What: not "embedded_signup" },
            MayChooseTime = mayGoBack,
            NeedsSignup = signupIsOffered && on.WaitsFor?.What == "embedded_signup" && facts.PhoneNumberId is null && MaySignUp(on, facts),
            LoadsAgain = code is { IsTried: true } || on.State == CaseState.Registering || MigrationProgress.HasJustSignedUp(evidence),
            IsRehearsal = isRehearsal,
        };
    }

    /// <summary>Whether what Meta's sign-up brings would be taken.</summary>
    public static bool MaySignUp(Case on, MigrationFacts facts) =>
        facts is { Path: MigrationPath.EmbeddedSignup, CuttingOver: false, PhoneNumberId: null } && CaseActs.Allows(on, "signup", Actor.Customer);
}

/// <summary>The one-time code, as far as its entry goes; never the code itself.</summary>
/// <param name="MayEnter">Else one is being tried, or none may be tried now.</param>
/// <param name="IsTried">One is being tried at this moment.</param>
/// <param name="Sent">How and when the newest one went out.</param>
/// <param name="Problem">Why the last one did not do.</param>
/// <param name="NextAt">Another one goes out at that time; null: none is asked for.</param>
/// <param name="MayResend">Another one may be asked for.</param>
public sealed record CodeEntry(bool MayEnter, bool IsTried, string Sent, string? Problem, DateTimeOffset? NextAt, bool MayResend)
{
    /// <summary>Null: no code was asked for, or none is needed any more.</summary>
    public static CodeEntry? Of(MigrationEvidence evidence, MigrationOptions rules, DateTimeOffset now)
    {
        var facts = evidence.Facts;
        if (!CaseActs.Allows(evidence.Case, "code", Actor.Customer)
            || facts is not { PhoneNumberId: not null, VerifiedAt: null, CuttingOver: false, Codes: [.., var newest] })
            return null;
        var blocked = CodeBudget.Blocked(facts, rules, now);
        var isTried = facts.CodeEntered is not null;
        var problem = blocked is { } until && !isTried
            ? $"{rules.MaxCodeTries} codes were tried, and none has proven the number. We try nothing for a while: a code can be entered again from {Moments.Short(until, evidence.Account)} on."
            : facts.CodeProblem;
        var next = facts.CodeWanted is null ? null : CodeBudget.Next(facts, rules, now).At;
        return new CodeEntry(!isTried && blocked is null, isTried, Words(newest, evidence), problem, next, facts.CodeWanted is null && blocked is null);
    }

    private static string Words(AskedCode asked, MigrationEvidence evidence)
    {
        var at = Moments.Short(asked.At, evidence.Account);
        return (asked.Answer, asked.Method) switch
        {
            (not (null or "sent"), _) => "No code is on its way at the moment.",
            (_, CodeMethod.Voice) => $"A voice says it on the telephone; Meta was asked to call on {at}.",
            _ => $"It comes as a text message, which Meta was asked to send on {at}. It may take some minutes.",
        };
    }
}

/// <param name="ShownAt">When it was shown; null: not yet.</param>
public sealed record PinState(DateTimeOffset? ShownAt)
{
    public static PinState? Of(Case on, MigrationFacts facts) => CaseActs.Allows(on, "pin", Actor.Customer) ? new PinState(facts.PinShownAt) : null;
}
