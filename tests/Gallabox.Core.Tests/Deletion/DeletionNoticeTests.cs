using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Core.Deletion;
using Gallabox.Core.Mail;
using Gallabox.Core.Metering;
using Gallabox.Core.Numbers;
using Gallabox.Core.Orchestration;
using Gallabox.Core.Providers;
using Gallabox.Core.Tables;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Xunit;

namespace Gallabox.Core.Tests.Deletion;

/// <summary>Who is told what, when the addresses or the wait change under the case.</summary>
public sealed class DeletionNoticeTests
{
    private const string CaseId = "del-0000000001";
    private static readonly PhoneNumber Phone = PhoneNumber.Parse("+919876543210");
    private static readonly CaseRef On = new(CaseId);

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly List<OutgoingMail> mails = [];
    private readonly AccountStore accounts;
    private readonly CaseStore cases;
    private readonly NumberStore numbers;
    private readonly DeletionFile file;
    private readonly DeletionActs acts;
    private readonly DeletionNotice notice;
    private readonly DeletionReview review;
    private Func<OutgoingMail, Task> sending = _ => Task.CompletedTask;

    public DeletionNoticeTests()
    {
        var tables = new InMemoryTableStore();
        accounts = new AccountStore(tables);
        cases = new CaseStore(tables, new CaseIndex(tables), time);
        numbers = new NumberStore(tables, time);
        var sender = new Mock<IMailSender>();
        sender.Setup(to => to.SendAsync(It.IsAny<OutgoingMail>(), It.IsAny<CancellationToken>())).Returns(async (OutgoingMail mail, CancellationToken _) =>
        {
            mails.Add(mail);
            await sending(mail);
            return "sg-1";
        });
        var meter = new Mock<IMeter>();
        meter.Setup(reads => reads.ReadSentAsync(Phone, It.IsAny<DateTimeOffset>(), It.IsAny<CancellationToken>())).ReturnsAsync(new SentFigures(0, null, []));
        var outbox = new Outbox(tables, sender.Object, time);
        var links = new CustomerLinks(Mock.Of<IOptionsMonitor<LinkOptions>>(of => of.CurrentValue == new LinkOptions { LinkKey = new string('k', 32) }), time);
        var post = new DeletionPost(new CasePost(outbox, links), links);
        var rules = Mock.Of<IOptionsMonitor<DeletionOptions>>(of => of.CurrentValue == new DeletionOptions());
        file = new DeletionFile(cases, accounts, numbers, meter.Object, rules, time);
        acts = new DeletionActs(cases, accounts, Mock.Of<IOrchestrationClient>(), time);
        notice = new DeletionNotice(file, numbers, new NoticeLetters(post, new InvitationFile(time, Mock.Of<IOptionsMonitor<LinkOptions>>(monitor => monitor.CurrentValue == new LinkOptions()))));
        review = new DeletionReview(file, new DeletionLetters(post));
        var events = new DeletionMailEvents(cases, outbox, Mock.Of<IOrchestrationClient>(), time);
        Bounce = async mail => await events.BouncedAsync(
            (await outbox.ConfirmAsync(CaseId, mail.MailId, MailState.Bounced, "no such address", default))!, default);
    }

    private Func<OutgoingMail, Task> Bounce { get; }

    [Fact]
    public async Task WhoJoinsAfterTheAnnouncementIsToldTheDateAndNobodyTwice()
    {
        await OpenAsync();
        await notice.AnnounceAsync(On, default);
        await ChangeAsync(facts => facts with { Correspondents = [.. facts.Correspondents, "bo@kettle.example"] });
        await notice.AnnounceAsync(On, default);
        await notice.AnnounceAsync(On, default);
        Assert.Equal(["asha@kettle.example", "bo@kettle.example"], mails.Select(mail => mail.To));
    }

    [Fact]
    public async Task ANewDateGoesToTheCorrectedAddress()
    {
        await OpenAsync();
        await notice.AnnounceAsync(On, default);
        await Bounce(mails[0]);
        await RegisterAsync("new@kettle.example");
        await acts.ActAsync(CaseId, new ActRequest("retry", Actor.Operator, "operator:test"), default);
        await notice.AnnounceAsync(On, default);
        Assert.Equal(["asha@kettle.example", "new@kettle.example"], mails.Select(mail => mail.To));
    }

    [Fact]
    public async Task ABounceThatIsFasterThanOurRecordIsKept()
    {
        sending = Bounce;
        await OpenAsync();
        await notice.AnnounceAsync(On, default);
        await Assert.ThrowsAsync<NeedsPersonException>(() => notice.AwaitTheDayAsync(On, default));
    }

    [Fact]
    public async Task DuesThatComeBackAreAskedForAgainThoughTheyAreTheSame()
    {
        await OpenAsync();
        await OweAsync(12900);
        await review.ReviewAsync(On, default);
        await OweAsync(0);
        time.Advance(TimeSpan.FromDays(1));
        await review.ReviewAsync(On, default);
        await OweAsync(12900);
        time.Advance(TimeSpan.FromDays(1));
        await review.ReviewAsync(On, default);
        await review.ReviewAsync(On, default);
        Assert.Equal(2, mails.Count(mail => mail.Text.Contains("is still open", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task AnInterruptedCaseTakesANewDateAndGoesOnWaitingForItsOperator()
    {
        await OpenAsync();
        await notice.AnnounceAsync(On, default);
        await new CaseTrouble(cases, time).ParkAsync(new Trouble(CaseId, "AwaitTheDay", FailureKind.NeedsPerson, "deletion:not-told", "It came back.", true), default);
        await acts.ActAsync(CaseId, new ActRequest("reschedule", Actor.Operator, "operator:test", At: time.GetUtcNow().AddDays(9)), default);
        Assert.Equal(new Wait("attention", "operator"), (await cases.FindAsync(CaseId, default))!.WaitsFor);
    }

    [Fact]
    public async Task ADateThatPassedWhileAPersonWasAwaitedIsAnnouncedAnew()
    {
        await OpenAsync();
        await notice.AnnounceAsync(On, default);
        await new CaseTrouble(cases, time).ParkAsync(new Trouble(CaseId, "AwaitTheDay", FailureKind.NeedsPerson, "deletion:unclear-mail", "Read it.", true), default);
        time.Advance(TimeSpan.FromDays(20));
        await acts.ActAsync(CaseId, new ActRequest("retry", Actor.Operator, "operator:test"), default);
        await new CaseTrouble(cases, time).LookAsync(new ParkedCase(CaseId, true), default);
        Assert.Equal(DeletionStage.Notice, (await notice.AwaitTheDayAsync(On, default)).To);
        await notice.AnnounceAsync(On, default);
        Assert.Equal(2, mails.Count);
        Assert.True((await cases.FindAsync(CaseId, default))!.ScheduledFor >= time.GetUtcNow().AddDays(7));
    }

    private async Task OpenAsync()
    {
        await RegisterAsync("asha@kettle.example", "bo@kettle.example");
        await numbers.SaveAsync(new Number { Phone = Phone, AccountId = "kettle", Provider = ProviderNames.Dialog360 }, default);
        var opened = new Case { Id = CaseId, Kind = CaseKind.Deletion, Phone = Phone, AccountId = "kettle", State = CaseState.InReview };
        var facts = new DeletionFacts
        {
            Request = new("asha@kettle.example", "<1@kettle.example>", "Request for Deletion of Phone Number +91 98765 43210", [], time.GetUtcNow()),
            Correspondents = ["asha@kettle.example"],
            Proof = new Decision("customer:asha@kettle.example", time.GetUtcNow(), "dkim"),
        };
        await cases.OpenAsync(opened, facts, new TimelineEntry(time.GetUtcNow(), "customer:asha", "opened", "It began."), default);
    }

    private Task RegisterAsync(params string[] emails) => accounts.SaveAsync(
        new Account { Id = "kettle", Name = "Kettle & Cup", Region = "IN", TimeZone = "Asia/Kolkata", Emails = emails }, default);

    private Task OweAsync(long amount) => accounts.ChangeAsync("kettle", account => account with { Dues = new Money(amount, "USD") }, default);

    private Task ChangeAsync(Func<DeletionFacts, DeletionFacts> change) =>
        cases.ChangeAsync<DeletionFacts>(CaseId, today => new(today.Case, change(today.Facts), null), default);
}
