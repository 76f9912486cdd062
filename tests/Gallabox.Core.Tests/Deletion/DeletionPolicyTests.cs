using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Core.Deletion;
using Gallabox.Core.Metering;
using Gallabox.Core.Numbers;
using Xunit;

namespace Gallabox.Core.Tests.Deletion;

public sealed class DeletionPolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly Decision Someone = new("operator:test", Now, "");

    public static TheoryData<string, DeletionEvidence, string> Reviews => new()
    {
        { "nothing decided", Evidence(), "AskForApproval" },
        { "approved by a person", Evidence(facts: facts => facts with { Approval = Someone }), "Approved" },
        { "not proven", Evidence(facts: facts => facts with { Proof = null }), "AskForProof" },
        { "not proven, too long", Evidence(facts: facts => facts with { Proof = null, WaitingSince = Now.AddDays(-4) }), "End:Expired" },
        { "not proven and in debt: the debt is nobody's business", Evidence(Owing, facts: facts => facts with { Proof = null }), "AskForProof" },
        { "dues", Evidence(Owing), "AskForDues" },
        { "dues before volume", Evidence(Owing, busyUntil: Now.AddDays(3)), "AskForDues" },
        { "dues beat approval", Evidence(Owing, facts: facts => facts with { Approval = Someone }), "AskForDues" },
        { "dues, never settled", Evidence(Owing, Waiting(CaseState.AwaitingDues), facts: facts => facts with { WaitingSince = Now.AddDays(-22) }), "End:Expired" },
        { "dues that came up just now on an old case", Evidence(Owing, facts: facts => facts with { WaitingSince = Now.AddDays(-90) }), "AskForDues" },
        { "volume", Evidence(busyUntil: Now.AddDays(3)), "AwaitVolume" },
        { "volume beats approval", Evidence(busyUntil: Now.AddDays(3), facts: facts => facts with { Approval = Someone }), "AwaitVolume" },
        { "taken back", Evidence(on: Waiting(CaseState.InReview) with { Ending = new(CaseState.Cancelled, "customer:a", Now, "") }), "End:Cancelled" },
        { "taken back beats approval", Evidence(on: Waiting(CaseState.InReview) with { Ending = new(CaseState.Cancelled, "customer:a", Now, "") }, facts: facts => facts with { Approval = Someone }), "End:Cancelled" },
        { "moved to another account meanwhile", Evidence(number: number => number with { AccountId = "other" }), "End:Rejected" },
        { "deleted meanwhile", Evidence(number: number => number with { State = NumberState.Deleted }), "End:Rejected" },
    };

    [Theory]
    [MemberData(nameof(Reviews))]
    public void AReviewComesToItsVerdict(string row, DeletionEvidence evidence, string verdict) =>
        Assert.Equal((row, verdict), (row, Name(DeletionPolicy.Review(evidence, new DeletionOptions(), Now))));

    [Fact]
    public void PolicyApprovesWhereItMay() =>
        Assert.Equal("system", Assert.IsType<Verdict.Approved>(DeletionPolicy.Review(Evidence(), new DeletionOptions { ApproveByPolicy = true }, Now)).By.By);

    public static TheoryData<string, DeletionEvidence, string> Days => new()
    {
        { "nothing changed", Scheduled(), "Approved" },
        { "taken back", Scheduled(on => on with { Ending = new(CaseState.Cancelled, "customer:a", Now, "") }), "End:Cancelled" },
        { "dues are back", Scheduled(account: Owing), "AskForDues" },
        { "a paid message was delivered late", Scheduled(busyUntil: Now.AddDays(20)), "AwaitVolume" },
        { "the customer does not know the date", Scheduled(facts: facts => facts with { AnnouncementBounced = true }), "CannotBeTold" },
        { "dues matter less than not having been told", Scheduled(account: Owing, facts: facts => facts with { AnnouncementBounced = true }), "CannotBeTold" },
        { "the number moved away", Scheduled(number: number => number with { AccountId = "other" }), "End:Rejected" },
    };

    [Theory]
    [MemberData(nameof(Days))]
    public void OnTheDayEverythingIsCheckedAgain(string row, DeletionEvidence evidence, string verdict) =>
        Assert.Equal((row, verdict), (row, Name(DeletionPolicy.BeforeDeletion(evidence, new DeletionOptions(), Now))));

    [Fact]
    public void DuesKeepTheirDeadlineFromTheDayTheyWereAskedFor()
    {
        var asked = Now.AddDays(-5);
        var evidence = Evidence(Owing, Waiting(CaseState.AwaitingDues), facts: facts => facts with { WaitingSince = asked });
        Assert.Equal(asked.AddDays(21), Assert.IsType<Verdict.AskForDues>(DeletionPolicy.Review(evidence, new DeletionOptions(), Now)).ExpiresAt);
    }

    private static Account Owing => Kettle with { Dues = new Money(12900, "USD") };

    private static Account Kettle { get; } = new()
    {
        Id = "kettle", Name = "Kettle & Cup", Region = "IN", TimeZone = "Asia/Kolkata", Emails = ["asha@kettle.example"],
    };

    private static Case Waiting(CaseState state) => new()
    {
        Id = "del-0000000001", Kind = CaseKind.Deletion, Phone = PhoneNumber.Parse("+919876543210"), AccountId = "kettle", State = state, CreatedAt = Now,
    };

    private static DeletionEvidence Scheduled(
        Func<Case, Case>? on = null, Account? account = null, Func<DeletionFacts, DeletionFacts>? facts = null, Func<Number, Number>? number = null,
        DateTimeOffset? busyUntil = null) =>
        Evidence(account, (on ?? (same => same))(Waiting(CaseState.Scheduled) with { ScheduledFor = Now }),
            told => (facts ?? (same => same))(told with { Approval = Someone, AnnouncedFor = Now }), number, busyUntil);

    private static DeletionEvidence Evidence(
        Account? account = null, Case? on = null, Func<DeletionFacts, DeletionFacts>? facts = null, Func<Number, Number>? number = null,
        DateTimeOffset? busyUntil = null)
    {
        var asked = new DeletionFacts
        {
            Request = new("asha@kettle.example", "<1@kettle.example>", "Request for Deletion of Phone Number +91 98765 43210", [], Now),
            Correspondents = ["asha@kettle.example"],
            Proof = Someone,
        };
        var connected = new Number { Phone = PhoneNumber.Parse("+919876543210"), AccountId = "kettle", Provider = ProviderNames.Dialog360 };
        return new(on ?? Waiting(CaseState.InReview), (facts ?? (same => same))(asked), account ?? Kettle, (number ?? (same => same))(connected),
            busyUntil is { } until ? new DeletableDate(until, "because it was busy") : new DeletableDate(Now, null));
    }

    private static string Name(Verdict verdict) => verdict is Verdict.End end ? $"End:{end.Ending.State}" : verdict.GetType().Name;
}
