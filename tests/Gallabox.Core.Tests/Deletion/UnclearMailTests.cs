using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Core.Deletion;
using Gallabox.Core.Intake;
using Gallabox.Core.Mail;
using Gallabox.Core.Orchestration;
using Gallabox.Core.Providers;
using Gallabox.Core.Tables;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Xunit;

namespace Gallabox.Core.Tests.Deletion;

/// <summary>What a person has to decide on stands where they look: in the case's timeline.</summary>
public sealed class UnclearMailTests
{
    private static readonly Account Kettle = new() { Id = "kettle", Name = "Kettle & Cup", Region = "IN", TimeZone = "Asia/Kolkata", Emails = ["asha@kettle.example"] };
    private static readonly PhoneNumber Phone = PhoneNumber.Parse("+919876543210");
    private static readonly SenderTrust.Trusted Asha = new("asha@kettle.example", "dkim=kettle.example");

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly CaseStore cases;
    private readonly CustomerMail mails;

    public UnclearMailTests()
    {
        var tables = new InMemoryTableStore();
        cases = new CaseStore(tables, new CaseIndex(tables), time);
        var flows = Mock.Of<IOrchestrationClient>();
        var links = new CustomerLinks(Mock.Of<IOptionsMonitor<LinkOptions>>(of => of.CurrentValue == new LinkOptions { LinkKey = new string('k', 32) }), time);
        mails = new CustomerMail(cases, new DeletionRequests(cases, flows, time), new DeletionActs(cases, new AccountStore(tables), flows, time),
            new IntakeLetters(new Outbox(tables, Mock.Of<IMailSender>(), time), links), flows, time);
    }

    [Fact]
    public async Task TheTimelineHasTheWordsOfTheRequestAndOfEachUnclearMail()
    {
        var opened = await mails.HandleAsync(Mail("1", "But not before Diwali."), new MailIntent.DeletionRequest(new PhoneMatch.One(Phone), null), Kettle, Asha, default);
        var unclear = new MailIntent.Cancellation(opened.CaseId, new PhoneMatch.None(false), Certain: false);
        await mails.HandleAsync(Mail("2", "Please wait until March."), unclear, Kettle, Asha, default);
        await mails.HandleAsync(Mail("3", "Sorry, wrong number.\n\n> our words"), unclear, Kettle, Asha, default);
        var timeline = await cases.TimelineAsync(opened.CaseId!, default);
        Assert.Equal("But not before Diwali.", timeline[0].Data!["words"]);
        Assert.EndsWith("\"Please wait until March.\"", timeline[1].Text, StringComparison.Ordinal);
        Assert.EndsWith("\"Sorry, wrong number.\"", timeline[2].Text, StringComparison.Ordinal);
    }

    private InboundMail Mail(string id, string text) => new()
    {
        Id = id, MessageId = id + "@kettle.example", From = [new Mailbox(null, "asha@kettle.example")], Subject = "Request", Text = text, ReceivedAt = time.GetUtcNow(),
    };
}
