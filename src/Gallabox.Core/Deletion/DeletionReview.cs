using Gallabox.Core.Cases;
using Gallabox.Core.Metering;

namespace Gallabox.Core.Deletion;

/// <summary>The step that reviews a request: decides on the evidence, moves the case, tells the customer, and says when to look again.</summary>
public sealed class DeletionReview(DeletionFile file, DeletionLetters letters)
{
    public async Task<Look> ReviewAsync(CaseRef on, CancellationToken cancellation)
    {
        var evidence = await file.ReadAsync(on, cancellation);
        return DeletionPolicy.Review(evidence, file.Rules, file.Now) switch
        {
            Verdict.End end => await EndAsync(on, end.Ending, cancellation),
            Verdict.AskForProof ask => await AskForProofAsync(on, evidence, ask, cancellation),
            Verdict.AskForDues ask => await AskForDuesAsync(on, evidence, ask, cancellation),
            Verdict.AwaitVolume wait => await AwaitVolumeAsync(on, evidence, wait.Deletable, cancellation),
            Verdict.MustBeRead => throw DeletionFile.MustBeRead(evidence),
            Verdict.Approved approved => await ApproveAsync(on, evidence, approved.By, cancellation),
            _ => await AskForApprovalAsync(on, evidence, cancellation),
        };
    }

    /// <summary>Stores an end that the rules brought; one that a person asked for is stored already.</summary>
    private async Task<Look> EndAsync(CaseRef on, Ending ending, CancellationToken cancellation)
    {
        await file.ChangeAsync(on, today => today.Case.Ending is null
            ? new(today.Case with { Ending = ending }, today.Facts, null)
            : null, cancellation);
        return new Look(DeletionStage.Closing);
    }

    private async Task<Look> AskForProofAsync(CaseRef on, DeletionEvidence evidence, Verdict.AskForProof ask, CancellationToken cancellation)
    {
        await EnterAsync(on, CaseState.AwaitingProof, new Wait("proof", "customer", ask.ExpiresAt),
            "The sender is not proven; a link to confirm was mailed to the registered addresses.", cancellation);
        await letters.AskForProofAsync(evidence, ask.ExpiresAt, cancellation);
        return new Look(DeletionStage.Review, ask.ExpiresAt);
    }

    private async Task<Look> AskForDuesAsync(CaseRef on, DeletionEvidence evidence, Verdict.AskForDues ask, CancellationToken cancellation)
    {
        var facts = await EnterAsync(on, CaseState.AwaitingDues, new Wait("dues", "customer", ask.ExpiresAt),
            $"{ask.Dues} is open; the customer was told how to settle it.", cancellation);
        var due = Reminder(facts);
        if (due.Now)
            await RemindAsync(on, facts.Reminders + 1, cancellation);
        await letters.AskForDuesAsync(evidence with { Facts = facts }, ask, due.Now ? facts.Reminders + 1 : facts.Reminders, cancellation);
        return new Look(DeletionStage.Review, due.Next < ask.ExpiresAt ? due.Next : ask.ExpiresAt);
    }

    private async Task<Look> AwaitVolumeAsync(CaseRef on, DeletionEvidence evidence, DeletableDate deletable, CancellationToken cancellation)
    {
        await EnterAsync(on, CaseState.AwaitingVolume, new Wait("volume", "time", deletable.From),
            $"The number can be deleted from {letters.Day(deletable.From, evidence.Account)}, {deletable.Reason}.", cancellation);
        await letters.TellVolumeAsync(evidence, deletable, cancellation);
        var again = file.Now + file.Rules.LookAtVolumeEvery;
        return new Look(DeletionStage.Review, deletable.From < again ? deletable.From : again);
    }

    private async Task<Look> AskForApprovalAsync(CaseRef on, DeletionEvidence evidence, CancellationToken cancellation)
    {
        var facts = await EnterAsync(on, CaseState.InReview, new Wait("approval", "operator"), "Every check passed; the team decides.", cancellation);
        await letters.ConfirmRequestAsync(evidence with { Facts = facts }, cancellation);
        return new Look(DeletionStage.Review, file.Now + file.Rules.LookAtVolumeEvery);
    }

    /// <summary>A person may decide while the mail that says so is still on its way: it goes out all the same, and first.</summary>
    private async Task<Look> ApproveAsync(CaseRef on, DeletionEvidence evidence, Decision approval, CancellationToken cancellation)
    {
        if (evidence.Facts.Approval is not null && evidence.Case.Stage == CaseState.InReview)
            await letters.ConfirmRequestAsync(evidence, cancellation);
        await file.ChangeAsync(on, today => today.Facts.Approval is not null ? null : new(
            today.Case, today.Facts with { Approval = approval }, file.Entry(approval.By, "approved", approval.Why)), cancellation);
        return new Look(DeletionStage.Notice);
    }

    /// <summary>Moves the case into a waiting state, with an entry when the state or the date it waits for is new.</summary>
    private async Task<DeletionFacts> EnterAsync(CaseRef on, CaseState state, Wait wait, string text, CancellationToken cancellation)
    {
        var (changed, _) = await file.ChangeAsync(on, today =>
        {
            var entered = today.Case.State != state;
            if (!entered && today.Case.WaitsFor == wait)
                return null;
            var isNews = entered || today.Case.Entries == 1 || (state == CaseState.AwaitingVolume && today.Case.WaitsFor?.Until?.Date != wait.Until?.Date);
            return new(
                today.Case with { State = state, WaitsFor = wait },
                entered ? today.Facts with { WaitingSince = file.Now, Reminders = 0 } : today.Facts,
                isNews ? file.Entry("system", Wire.Name(state), text) : null);
        }, cancellation);
        return changed.Facts;
    }

    private Task RemindAsync(CaseRef on, int reminder, CancellationToken cancellation) =>
        file.ChangeAsync(on, today => today.Facts.Reminders >= reminder ? null : new(
            today.Case, today.Facts with { Reminders = reminder }, file.Entry("system", "reminded", "The customer was reminded of the dues.")), cancellation);

    private (bool Now, DateTimeOffset Next) Reminder(DeletionFacts facts)
    {
        var since = facts.WaitingSince ?? file.Now;
        var due = since + (facts.Reminders + 1) * file.Rules.RemindEvery;
        return file.Now >= due ? (true, due + file.Rules.RemindEvery) : (false, due);
    }
}
