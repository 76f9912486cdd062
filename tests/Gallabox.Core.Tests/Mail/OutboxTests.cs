using Gallabox.Core.Mail;
using Gallabox.Core.Providers;
using Gallabox.Core.Tables;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Xunit;

namespace Gallabox.Core.Tests.Mail;

public sealed class OutboxTests
{
    private static readonly OutgoingMail Letter = new()
    {
        MailId = "del-A.date.1", CaseId = "del-A", To = "asha@kettle.example", Subject = "Re: hello", Text = "text", Html = "<p>text</p>",
    };

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly Mock<IMailSender> sender = new();
    private readonly Outbox outbox;

    public OutboxTests()
    {
        sender.Setup(to => to.SendAsync(It.IsAny<OutgoingMail>(), It.IsAny<CancellationToken>())).ReturnsAsync("sg-1");
        outbox = new Outbox(new InMemoryTableStore(), sender.Object, time);
    }

    [Fact]
    public async Task AMailIsSentOnceHoweverOftenItIsAskedFor()
    {
        await outbox.SendAsync(Letter, default);
        await outbox.SendAsync(Letter with { Text = "other words" }, default);
        Sent(Times.Once());
        Assert.Equal("text", (await outbox.OfCaseAsync("del-A", default)).Single().Mail.Text);
    }

    [Fact]
    public async Task ARefusedMailMayBeTriedAgainAtOnce()
    {
        Answer(new TransientFailureException("sendgrid:429", "Too many."));
        await Assert.ThrowsAsync<TransientFailureException>(() => outbox.SendAsync(Letter, default));
        Answer(null);
        await outbox.SendAsync(Letter, default);
        Sent(Times.Exactly(2));
    }

    [Fact]
    public async Task AfterALostAnswerTheEventDecides()
    {
        await LoseTheAnswerAsync();
        await Assert.ThrowsAsync<TransientFailureException>(() => outbox.SendAsync(Letter, default));
        await outbox.ConfirmAsync("del-A", Letter.MailId, MailState.Sent, null, default);
        await outbox.SendAsync(Letter, default);
        Sent(Times.Once());
    }

    [Fact]
    public async Task AfterALostAnswerWithoutAnEventItIsSentAgain()
    {
        await LoseTheAnswerAsync();
        time.Advance(Outbox.ConfirmWithin - TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<TransientFailureException>(() => outbox.SendAsync(Letter, default));
        Sent(Times.Once());
        time.Advance(TimeSpan.FromSeconds(1));
        await outbox.SendAsync(Letter, default);
        Sent(Times.Exactly(2));
    }

    [Fact]
    public async Task EventsOnlyMoveAMailForward()
    {
        await outbox.SendAsync(Letter, default);
        await outbox.ConfirmAsync("del-A", Letter.MailId, MailState.Delivered, null, default);
        await outbox.ConfirmAsync("del-A", Letter.MailId, MailState.Sent, null, default);
        await outbox.ConfirmAsync("del-A", Letter.MailId, MailState.Bounced, "550", default);
        await outbox.ConfirmAsync("del-A", Letter.MailId, MailState.Delivered, null, default);
        var mail = (await outbox.OfCaseAsync("del-A", default)).Single();
        Assert.Equal((MailState.Bounced, "550"), (mail.State, mail.Problem));
    }

    [Fact]
    public async Task AnEventForAMailThatIsNotOursIsIgnored() =>
        Assert.Null(await outbox.ConfirmAsync("del-B", "del-B.x", MailState.Delivered, null, default));

    private async Task LoseTheAnswerAsync()
    {
        Answer(new TransientFailureException("sendgrid:unknown-outcome", "The answer was lost."));
        await Assert.ThrowsAsync<TransientFailureException>(() => outbox.SendAsync(Letter, default));
        Answer(null);
    }

    private void Answer(FailureException? failure)
    {
        var setup = sender.Setup(to => to.SendAsync(It.IsAny<OutgoingMail>(), It.IsAny<CancellationToken>()));
        if (failure is null)
            setup.ReturnsAsync("sg-1");
        else
            setup.ThrowsAsync(failure);
    }

    private void Sent(Times times) => sender.Verify(to => to.SendAsync(It.IsAny<OutgoingMail>(), It.IsAny<CancellationToken>()), times);
}
