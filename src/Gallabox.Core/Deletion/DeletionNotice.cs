using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Core.Metering;
using Gallabox.Core.Numbers;
using Gallabox.Core.Orchestration;

namespace Gallabox.Core.Deletion;

/// <summary>The steps between approval and the day: pause, announce, wait, and look again at everything.</summary>
public sealed class DeletionNotice(DeletionFile file, NumberStore numbers, NoticeLetters letters)
{
    /// <summary>Messages stop in both directions. The hold is the case's own, so lifting it is safe on every way out.</summary>
    public async Task<Done> PauseAsync(CaseRef on, CancellationToken cancellation)
    {
        var evidence = await file.ReadAsync(on, cancellation);
        if (evidence.Case.Ending is not null)
            return Done.Instance;
        await numbers.HoldAsync(evidence.Case.Phone, on.CaseId, "The number is about to be deleted.", cancellation);
        await file.ChangeAsync(on, today => today.Facts.Paused ? null : new(
            today.Case, today.Facts with { Paused = true },
            file.Entry("system", "paused", "All messages to and from the number are paused.")), cancellation);
        return Done.Instance;
    }

    /// <summary>Sets the date, if none is set, and tells the customer, if they do not know it.</summary>
    public async Task<Done> AnnounceAsync(CaseRef on, CancellationToken cancellation)
    {
        var evidence = await file.ReadAsync(on, cancellation);
        if (evidence.Case.Ending is not null)
            return Done.Instance;
        evidence = await ScheduleAsync(on, evidence, cancellation);
        if (evidence.Case.ScheduledFor is not { } date)
            return Done.Instance;
        if (evidence.Facts.AnnouncedFor == date)
        {
            // The same letter once more: it reaches who has joined since, and nobody twice.
            await letters.AnnounceAsync(evidence with { Facts = evidence.Facts with { Announcements = evidence.Facts.Announcements - 1 } }, date, cancellation);
            return Done.Instance;
        }

        await letters.AnnounceAsync(evidence, date, cancellation);
        await file.ChangeAsync(on, today => today.Case.ScheduledFor != date || today.Facts.AnnouncedFor == date ? null : new(
            today.Case,
            today.Facts with { AnnouncedFor = date, Announcements = today.Facts.Announcements + 1 },
            file.Entry("system", "announced", $"The customer was told the date: {letters.Moment(date, evidence.Account)}.")), cancellation);
        return Done.Instance;
    }

    /// <summary>Waits for the day; on it, and at every nudge before, everything is checked again.</summary>
    public async Task<Look> AwaitTheDayAsync(CaseRef on, CancellationToken cancellation)
    {
        var evidence = await file.ReadAsync(on, cancellation);
        return DeletionPolicy.BeforeDeletion(evidence, file.Rules, file.Now) switch
        {
            Verdict.End end => await EndAsync(on, end.Ending, cancellation),
            Verdict.MustBeRead => throw DeletionFile.MustBeRead(evidence),
            Verdict.CannotBeTold => throw new NeedsPersonException("deletion:not-told",
                "The mail that names the date came back. Correct the account's registered address, then retry: a new date is announced."),
            Verdict.AskForDues dues => await WithdrawAsync(on, evidence, CaseState.AwaitingDues, $"{dues.Dues} has become due", cancellation),
            Verdict.AwaitVolume volume => await WithdrawAsync(on, evidence, CaseState.AwaitingVolume, Words(volume.Deletable, evidence.Account), cancellation),
            _ => await ProceedAsync(on, evidence, cancellation),
        };
    }

    private async Task<DeletionEvidence> ScheduleAsync(CaseRef on, DeletionEvidence evidence, CancellationToken cancellation)
    {
        var date = DeletionPolicy.DateFor(evidence, file.Rules, file.Now);
        var (scheduled, _) = await file.ChangeAsync(on, today => today.Case.ScheduledFor is not null && today.Case.State == CaseState.Scheduled ? null : new(
            today.Case with { State = CaseState.Scheduled, ScheduledFor = date, WaitsFor = new Wait("date", "time", date) },
            today.Facts,
            file.Entry("system", "scheduled", $"The deletion is set for {letters.Moment(date, evidence.Account)}.")), cancellation);
        return evidence with { Case = scheduled.Case, Facts = scheduled.Facts };
    }

    private async Task<Look> ProceedAsync(CaseRef on, DeletionEvidence evidence, CancellationToken cancellation)
    {
        if (evidence.Facts.AnnouncedFor is not { } told || told != evidence.Case.ScheduledFor)
            return new Look(DeletionStage.Notice);
        if (file.Now < told)
            return new Look(DeletionStage.Notice, told);
        var (begun, _) = await file.ChangeAsync(on, today => Begin(today, told), cancellation);
        return new Look(begun.Case.Stage == CaseState.Deleting ? DeletionStage.Removal : DeletionStage.Notice);
    }

    /// <summary>The point of no return, and the one place where a cancellation and the deletion can meet: one of them writes the case first.</summary>
    private CaseChange<DeletionFacts>? Begin(CaseFile<DeletionFacts> today, DateTimeOffset told)
    {
        if (today.Case.Ending is not null || today.Case.ScheduledFor != told || today.Case.State != CaseState.Scheduled)
            return null;
        return new(
            today.Case with { State = CaseState.Deleting, WaitsFor = null },
            today.Facts,
            file.Entry("system", "deleting", "Everything was checked again and nothing stands in the way; the deletion begins."));
    }

    /// <summary>Something stands in the way again: the date falls, messages flow, and the review starts over.</summary>
    private async Task<Look> WithdrawAsync(CaseRef on, DeletionEvidence evidence, CaseState state, string why, CancellationToken cancellation)
    {
        if (evidence.Case.ScheduledFor is { } date)
            await letters.WithdrawAsync(evidence, date, why, cancellation);
        await numbers.ReleaseAsync(evidence.Case.Phone, on.CaseId, cancellation);
        await file.ChangeAsync(on, today => today.Case.State != CaseState.Scheduled || today.Case.Ending is not null ? null : new(
            today.Case with { State = state, ScheduledFor = null, WaitsFor = null },
            today.Facts with
            {
                AnnouncedFor = null,
                Announcements = today.Facts.Announcements + 1,
                Approval = null,
                Paused = false,
                Reminders = 0,
                WaitingSince = file.Now,
            },
            file.Entry("system", "date_withdrawn", $"The date was withdrawn: {why}. Messages flow again.")), cancellation);
        return new Look(DeletionStage.Review);
    }

    private async Task<Look> EndAsync(CaseRef on, Ending ending, CancellationToken cancellation)
    {
        await file.ChangeAsync(on, today => today.Case.Ending is null
            ? new(today.Case with { Ending = ending }, today.Facts, null)
            : null, cancellation);
        return new Look(DeletionStage.Closing);
    }

    private string Words(DeletableDate deletable, Account account) =>
        $"the number can be deleted only from {letters.Day(deletable.From, account)}, {deletable.Reason}";
}
