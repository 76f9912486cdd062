using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Core.Orchestration;

namespace Gallabox.Core.Deletion;

/// <summary>
/// Carries out what people ask of a deletion: the fact is stored under the case's ETag and its rule, then the flow is nudged.
/// An act that meets the beginning of the deletion loses or wins there, never half.
/// </summary>
public sealed class DeletionActs(CaseStore cases, AccountStore accounts, IOrchestrationClient flows, TimeProvider time)
{
    public async Task<ActResult> ActAsync(string caseId, ActRequest request, CancellationToken cancellation)
    {
        if (Problem(request) is { } problem)
            return new ActResult.BadInput(problem);
        var allowed = false;
        var (file, _) = await cases.ChangeAsync<DeletionFacts>(caseId, today =>
            (allowed = Allows(today, request)) ? Change(today, request) : null, cancellation);
        if (!allowed)
            return new ActResult.NotAllowed(file.Case, CaseActs.StatesFor(file.Case.Kind, request.Act));
        await SettleDuesAsync(file.Case, request, cancellation);
        await flows.RaiseAsync(caseId, CaseSteps.Nudge, cancellation);
        return new ActResult.Accepted(file.Case);
    }

    private static bool Allows(CaseFile<DeletionFacts> today, ActRequest request) =>
        CaseActs.Allows(today.Case, request.Act, request.Actor) && !(request.Act == "approve" && today.Facts.Approval is not null);

    private string? Problem(ActRequest request) => request switch
    {
        { Act: "reschedule", At: null } => "'at' is missing: the new date and time, RFC 3339.",
        { Act: "reschedule", At: { } at } when at <= time.GetUtcNow() => "'at' is in the past.",
        { Act: "dues", Amount: null } => "'amount' (minor units) and 'currency' (ISO 4217) are missing.",
        { Act: "dues", Amount: { Amount: < 0 } } => "'amount' must not be negative.",
        { Act: "reject", Note: "" } => "'note' is missing: the reason, which the customer is told.",
        { Act: "note", Note: "" } => "'note' is missing.",
        _ => null,
    };

    private CaseChange<DeletionFacts> Change(CaseFile<DeletionFacts> today, ActRequest request)
    {
        var now = time.GetUtcNow();
        var decision = new Decision(request.By, now, request.Note);
        return request.Act switch
        {
            "approve" => Write(today.Case, today.Facts with { Approval = decision }, request, "approved", "The request is approved."),
            "reject" => End(today, request, CaseState.Rejected, "The request is rejected."),
            "cancel" => End(today, request, CaseState.Cancelled, "The request is taken back."),
            "dues" => Write(today.Case, today.Facts, request, "dues_set", $"The dues are {request.Amount}."),
            "dues-settled" => Write(today.Case, today.Facts, request, "dues_settled", "The dues are settled."),
            "reschedule" => Reschedule(today, request),
            "prove" => Write(today.Case, today.Facts with { Proof = decision, Correspondents = Told(today.Facts, request.By) }, request, "proven",
                "A registered address confirmed the request."),
            "confirm-deleted" => Write(today.Case, today.Facts with { SaidDeleted = decision }, request, "said_deleted",
                "Somebody says that the number was deleted; Meta is looked at."),
            "retry" => Retry(today, request),
            _ => Write(today.Case, today.Facts, request, "note", request.Note),
        };
    }

    private CaseChange<DeletionFacts> End(CaseFile<DeletionFacts> today, ActRequest request, CaseState end, string text) =>
        Write(today.Case with { Ending = new Ending(end, request.By, time.GetUtcNow(), request.Note) }, today.Facts, request, Wire.Name(end) + "_asked", text);

    /// <summary>An interrupted case takes the date and goes on waiting for its operator.</summary>
    private CaseChange<DeletionFacts> Reschedule(CaseFile<DeletionFacts> today, ActRequest request) => Write(
        today.Case with
        {
            ScheduledFor = request.At,
            WaitsFor = today.Case.State == CaseState.NeedsAttention ? today.Case.WaitsFor : new Wait("date", "time", request.At),
        },
        today.Facts, request, "rescheduled", $"The deletion is moved to {request.At:yyyy-MM-dd HH:mm} UTC.");

    /// <summary>
    /// Goes on after an interruption. When the customer could not be told the date, or it passed meanwhile, a new date with its
    /// full notice is set: nothing is deleted on a day that nobody was told.
    /// </summary>
    private CaseChange<DeletionFacts> Retry(CaseFile<DeletionFacts> today, ActRequest request)
    {
        var asked = today.Case with { RetryAsked = today.Case.State == CaseState.NeedsAttention };
        var facts = today.Facts with { Unclear = null };
        var passed = today.Case is { State: CaseState.NeedsAttention, Stage: CaseState.Scheduled, ScheduledFor: { } date } && date <= time.GetUtcNow();
        return facts.AnnouncementBounced || passed
            ? Write(asked with { ScheduledFor = null }, facts with { AnnouncementBounced = false, AnnouncedFor = null }, request, "retry", "Tried again; the date is set anew.")
            : Write(asked, facts, request, "retry", "Looked at again.");
    }

    private CaseChange<DeletionFacts> Write(Case next, DeletionFacts facts, ActRequest request, string type, string text) =>
        new(next, facts, new(time.GetUtcNow(), request.By, type, request.Note.Length > 0 && type != "note" ? $"{text} {request.Note}" : text));

    private async Task SettleDuesAsync(Case on, ActRequest request, CancellationToken cancellation)
    {
        if (request.Act is not ("dues" or "dues-settled"))
            return;
        await accounts.ChangeAsync(on.AccountId, account => account with
        {
            Dues = request.Amount ?? account.Dues with { Amount = 0 },
        }, cancellation);
    }

    private static IReadOnlyList<string> Told(DeletionFacts facts, string by)
    {
        var address = by.StartsWith("customer:", StringComparison.Ordinal) ? by["customer:".Length..] : null;
        return address is null ? facts.Correspondents : [address];
    }
}
