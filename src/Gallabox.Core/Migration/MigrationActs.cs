using System.Security.Cryptography;
using Gallabox.Core.Cases;
using Gallabox.Core.Orchestration;
using Gallabox.Core.Providers;
using Gallabox.Core.Secrets;

namespace Gallabox.Core.Migration;

/// <summary>Carries out what people ask of a migration: the fact is stored under the case's ETag and its rule, then the flow is nudged.</summary>
public sealed class MigrationActs(CaseStore cases, ISecretStore secrets, IOrchestrationClient flows, TimeProvider time)
{
    private static readonly TimeSpan Farthest = TimeSpan.FromDays(60);

    public Task<ActResult> ActAsync(string caseId, ActRequest request, CancellationToken cancellation) => Problem(request) is { } problem
        ? Task.FromResult<ActResult>(new ActResult.BadInput(problem))
        : ChangeAsync(caseId, request, today => Change(today, request), cancellation);

    /// <summary>Keeps the code that the number's owner has read, to be tried once. It goes into the secret store, and nowhere else.</summary>
    /// <param name="code">Six digits, with or without the hyphen and blanks that people copy along.</param>
    public async Task<ActResult> EnterCodeAsync(string caseId, string by, string code, CancellationToken cancellation)
    {
        var digits = string.Concat(code.Where(char.IsAsciiDigit));
        if (digits.Length != 6 || code.Length > 20 || code.Any(char.IsLetter))
            return new ActResult.BadInput("A one-time code has six digits.");
        var request = new ActRequest("code", Actor.Customer, by);
        var file = await cases.GetAsync<MigrationFacts>(caseId, cancellation);
        if (!MayEnter(file))
        {
            await NudgeAsync(caseId, cancellation);
            return new ActResult.NotAllowed(file.Case, CaseActs.StatesFor(file.Case.Kind, request.Act));
        }

        var entry = RandomNumberGenerator.GetHexString(12, lowercase: true);
        await cases.ChangeAsync<MigrationFacts>(caseId, today => !MayEnter(today) ? null : new(
            today.Case, today.Facts with { CodeEntries = [.. today.Facts.CodeEntries, entry] }, null), cancellation);
        await secrets.SaveAsync(MigrationProof.Name(caseId, entry), digits, cancellation);
        var taken = await ChangeAsync(caseId, request, today => MayEnter(today)
            ? Write(today.Case, today.Facts with { CodeEntered = time.GetUtcNow(), CodeEntry = entry, CodeProblem = null }, request, "code_entered", "A code was entered; it is tried with Meta.")
            : null, cancellation);
        if (taken is not ActResult.Accepted)
            await secrets.DeleteAsync(MigrationProof.Name(caseId, entry), cancellation);
        return taken;
    }

    /// <summary>
    /// What Meta's sign-up has brought: the destination, and the number in it. It is read at Meta before anything follows from it, and
    /// nothing is taken in its place once it lies there.
    /// </summary>
    public Task<ActResult> SignedUpAsync(string caseId, string by, string wabaId, string phoneNumberId, CancellationToken cancellation)
    {
        var request = new ActRequest("signup", Actor.Customer, by);
        return ChangeAsync(caseId, request, today => today.Facts is { Path: MigrationPath.EmbeddedSignup, CuttingOver: false, PhoneNumberId: null }
            ? Write(
                today.Case,
                MigrationFile.With(today.Facts, "signed_up", new(time.GetUtcNow(), by, phoneNumberId)) with { WabaId = wabaId, Barred = null, PhoneNumberId = phoneNumberId, VerifiedAt = null, Refused = null, HeardAt = time.GetUtcNow() },
                request, "signed_up", $"The customer has signed up at Meta, with account {wabaId}.")
            : null, cancellation);
    }

    /// <summary>One code at a time: the one that lies there is tried first.</summary>
    private static bool MayEnter(CaseFile<MigrationFacts> today) =>
        CaseActs.Allows(today.Case, "code", Actor.Customer) && today.Facts is { CodeEntered: null, CuttingOver: false, PhoneNumberId: not null, VerifiedAt: null };

    private async Task<ActResult> ChangeAsync(
        string caseId, ActRequest request, Func<CaseFile<MigrationFacts>, CaseChange<MigrationFacts>?> change, CancellationToken cancellation)
    {
        var allowed = false;
        var (file, _) = await cases.ChangeAsync<MigrationFacts>(caseId, today =>
        {
            var next = CaseActs.Allows(today.Case, request.Act, request.Actor) && !IsTooLate(today, request) ? change(today) : null;
            allowed = next is not null;
            return next;
        }, cancellation);
        await NudgeAsync(caseId, cancellation);
        return allowed ? new ActResult.Accepted(file.Case) : new ActResult.NotAllowed(file.Case, CaseActs.StatesFor(file.Case.Kind, request.Act));
    }

    /// <summary>Also when nothing was changed: it may have been before, by an act whose nudge was lost.</summary>
    private Task NudgeAsync(string caseId, CancellationToken cancellation) => flows.RaiseAsync(caseId, CaseSteps.Nudge, cancellation);

    /// <summary>An interruption of the registration itself: its outcome may be that the number has moved.</summary>
    private static bool IsTooLate(CaseFile<MigrationFacts> today, ActRequest request) => today.Facts.CuttingOver && request.Act is not ("retry" or "note");

    private string? Problem(ActRequest request) => request switch
    {
        { Act: "reject" or "note", Note: "" } => "'note' is missing: the reason, which the customer is told.",
        { Act: "reschedule", At: null } => "'at' is missing: the earliest moment of the cut-over.",
        { Act: "reschedule", At: { } at } when at < time.GetUtcNow() - TimeSpan.FromHours(1) || at > time.GetUtcNow() + Farthest => "'at' is a moment from now on, within 60 days.",
        { Act: "resend", Choice: not ("" or "sms" or "voice") } => "The code comes by 'sms' or by 'voice'.",
        _ => null,
    };

    private CaseChange<MigrationFacts>? Change(CaseFile<MigrationFacts> today, ActRequest request) => request.Act switch
    {
        "approve" => Write(Asked(today.Case), Heard(today.Facts) with { Approval = new CaseStep(time.GetUtcNow(), request.By, request.Note) }, request, "approved",
            "The team lets the migration begin; Meta has the last word on its conditions."),
        "reject" => End(today, request, CaseState.Rejected, "The migration is rejected."),
        "cancel" => End(today, request, CaseState.Cancelled, "The migration is taken back."),
        "retry" => Write(Asked(today.Case), Heard(today.Facts) with { Unspecific = 0, RetriedAt = time.GetUtcNow() }, request, "retry", "Looked at again."),
        "check" => Write(today.Case, Heard(today.Facts), request, "check", "The customer says that it is done; it is looked at now."),
        "reschedule" => Write(today.Case, today.Facts with { CutOverAt = request.At!.Value.ToUniversalTime() }, request, "time_chosen", $"The number shall move on {request.At.Value.ToUniversalTime():u} or later."),
        "resend" => Resend(today, request),
        "note" => Write(today.Case, today.Facts, request, "note", request.Note),
        _ => null,
    };

    private CaseChange<MigrationFacts>? Resend(CaseFile<MigrationFacts> today, ActRequest request) => today.Facts is { PhoneNumberId: not null, VerifiedAt: null, Codes.Count: > 0 }
        ? Write(today.Case, today.Facts with { CodeWanted = request.Choice == "voice" ? CodeMethod.Voice : CodeMethod.Sms }, request, "code_wanted", "Another code is asked for.")
        : null;

    private static Case Asked(Case today) => today with { RetryAsked = today.State == CaseState.NeedsAttention };

    private MigrationFacts Heard(MigrationFacts facts) => facts with { HeardAt = time.GetUtcNow() };

    private CaseChange<MigrationFacts> End(CaseFile<MigrationFacts> today, ActRequest request, CaseState end, string text) =>
        Write(today.Case with { Ending = new Ending(end, request.By, time.GetUtcNow(), request.Note) }, today.Facts, request, Wire.Name(end) + "_asked", text);

    private CaseChange<MigrationFacts> Write(Case next, MigrationFacts facts, ActRequest request, string type, string text) =>
        new(next, facts, new(time.GetUtcNow(), request.By, type, request.Note.Length > 0 && type != "note" ? $"{text} {request.Note}" : text));
}
