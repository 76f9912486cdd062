using Gallabox.Core.Cases;
using Gallabox.Core.Numbers;
using Gallabox.Core.TwoStep;
using Xunit;

namespace Gallabox.Core.Tests.TwoStep;

public sealed class TwoStepPolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Since = Now.AddDays(-10);

    public static TheoryData<string, TwoStepEvidence, TwoStepVerdict> Looks => new()
    {
        { "on", Seen(true), new TwoStepVerdict.Nothing() },
        { "unknown", Seen(null), new TwoStepVerdict.Nothing() },
        { "unknown, though an event said off", Seen(null, OffNumber), new TwoStepVerdict.Nothing() },
        { "off, just seen", Off(), new TwoStepVerdict.TellOff(Since, 0) },
        { "off, told a moment ago", Off(Told(Since, Now, 1)), new TwoStepVerdict.Wait(Now.AddDays(7)) },
        { "off, told six days ago", Off(Told(Since, Now.AddDays(-6), 1)), new TwoStepVerdict.Wait(Now.AddDays(1)) },
        { "off, told seven days ago", Off(Told(Since, Now.AddDays(-7), 1)), new TwoStepVerdict.TellOff(Since, 1) },
        { "off, reminded seven days ago", Off(Told(Since, Now.AddDays(-7), 2)), new TwoStepVerdict.TellOff(Since, 2) },
        { "off again, the last time was told of yesterday", Off(Told(Since.AddDays(-1), Now.AddDays(-1), 3)), new TwoStepVerdict.TellOff(Since, 0) },
        { "off, and the number is restricted", Off(with: number => number with { State = NumberState.Restricted }), new TwoStepVerdict.TellOff(Since, 0) },
        { "off, and the portfolio is ours", Off(with: Ours), new TwoStepVerdict.TellTeam(Since, 0) },
        { "off, the portfolio is ours, and the team knows", Off(Told(Since, Now.AddDays(-1), 1), with: Ours), new TwoStepVerdict.Wait(Now.AddDays(6)) },
        { "off, and banned", Off(with: number => number with { State = NumberState.Banned }), new TwoStepVerdict.Nothing() },
        { "off, and disconnected", Off(with: number => number with { State = NumberState.Disconnected }), new TwoStepVerdict.Nothing() },
        { "off, and migrating", Off(with: number => number with { State = NumberState.Migrating }), new TwoStepVerdict.Nothing() },
        { "off, and deleted", Off(with: number => number with { State = NumberState.Deleted }), new TwoStepVerdict.Nothing() },
        { "off, and a migration waits for it", Off(open: Open(CaseKind.Migration, CaseState.AwaitingTwoStepOff)), new TwoStepVerdict.Nothing() },
        { "off, and a migration is being checked", Off(open: Open(CaseKind.Migration, CaseState.Verifying)), new TwoStepVerdict.Nothing() },
        { "off, and a migration needs a person", Off(open: Open(CaseKind.Migration, CaseState.NeedsAttention)), new TwoStepVerdict.Nothing() },
        { "off, and a migration is over", Off(open: Open(CaseKind.Migration, CaseState.Completed)), new TwoStepVerdict.TellOff(Since, 0) },
        { "off, and a deletion is in review", Off(open: Open(CaseKind.Deletion, CaseState.InReview)), new TwoStepVerdict.TellOff(Since, 0) },
        { "off, and a deletion is carried out", Off(open: Open(CaseKind.Deletion, CaseState.Deleting)), new TwoStepVerdict.Nothing() },
        { "off, and a deletion was interrupted", Off(open: Open(CaseKind.Deletion, CaseState.NeedsAttention, CaseState.Deleting)), new TwoStepVerdict.Nothing() },
        { "off, and a deletion was interrupted before it began", Off(open: Open(CaseKind.Deletion, CaseState.NeedsAttention, CaseState.Scheduled)), new TwoStepVerdict.TellOff(Since, 0) },
        { "off, and its permission is asked for", Off(open: Open(CaseKind.Connection, CaseState.AwaitingPermission)), new TwoStepVerdict.TellOff(Since, 0) },
        { "asked for just now", Seen(true, Asked(Now)), new TwoStepVerdict.TellAsked(Now) },
        { "asked for a day ago", Seen(true, Asked(Now.AddDays(-1))), new TwoStepVerdict.TellAsked(Now.AddDays(-1)) },
        { "asked for longer ago", Seen(true, Asked(Now.AddDays(-1).AddSeconds(-1))), new TwoStepVerdict.Nothing() },
        { "asked for, and told of", Seen(true, Asked(Now), new TwoStepRecord { AskedAt = Now }), new TwoStepVerdict.Nothing() },
        { "asked for, and an older one was told of", Seen(true, Asked(Now), new TwoStepRecord { AskedAt = Now.AddHours(-1) }), new TwoStepVerdict.TellAsked(Now) },
        { "asked for, and a newer one was told of", Seen(true, Asked(Now.AddHours(-2)), new TwoStepRecord { AskedAt = Now.AddHours(-1) }), new TwoStepVerdict.Nothing() },
        { "asked for, and off by now", Off(with: number => number with { TwoStepOffAskedAt = Now }), new TwoStepVerdict.TellOff(Since, 0) },
        { "asked for, and unknown", Seen(null, Asked(Now)), new TwoStepVerdict.Nothing() },
        { "asked for, as a migration needs it", Seen(true, Asked(Now), open: Open(CaseKind.Migration, CaseState.AwaitingTwoStepOff)), new TwoStepVerdict.Nothing() },
    };

    [Theory]
    [MemberData(nameof(Looks))]
    public void ALookComesToItsVerdict(string row, TwoStepEvidence evidence, TwoStepVerdict verdict) =>
        Assert.Equal((row, verdict), (row, TwoStepPolicy.Judge(evidence, new TwoStepOptions(), Now)));

    private static Number Plain => new() { Phone = PhoneNumber.Parse("+919876543210"), AccountId = "kettle", Provider = ProviderNames.Meta };

    private static Number OffNumber => Plain with { TwoStep = false, TwoStepOffSince = Since };

    private static Number Asked(DateTimeOffset at) => Plain with { TwoStep = true, TwoStepOffAskedAt = at };

    private static Number Ours(Number number) =>
        number with { Identities = [new(ProviderNames.Meta, new Dictionary<string, string> { ["phoneNumberId"] = "881" }, Since, Owner: "us")] };

    private static TwoStepRecord Told(DateTimeOffset since, DateTimeOffset at, int times) => new() { OffSince = since, ToldAt = at, Times = times };

    private static Case Open(CaseKind kind, CaseState state, CaseState? from = null) =>
        new() { Id = "x", Kind = kind, Phone = Plain.Phone, AccountId = "kettle", State = state, AttentionFrom = from };

    private static TwoStepEvidence Off(TwoStepRecord? record = null, Case? open = null, Func<Number, Number>? with = null) =>
        Seen(false, (with ?? (same => same))(OffNumber), record, open);

    private static TwoStepEvidence Seen(bool? isOn, Number? number = null, TwoStepRecord? record = null, Case? open = null) =>
        new(number ?? Plain with { TwoStep = isOn }, isOn, open, record ?? new TwoStepRecord());
}
