using Gallabox.Core.Intake;
using Gallabox.Core.Mail;
using Gallabox.Core.Tables;
using Xunit;

namespace Gallabox.Core.Tests.Intake;

public sealed class MailStoreTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly MailStore mails = new(new InMemoryTableStore());

    [Fact]
    public async Task A_mail_is_kept_once_and_its_first_outcome_stays()
    {
        var mail = Mail(1);
        await mails.KeepAsync(mail, default);
        await mails.SettleAsync(mail, new MailOutcome("noted", "del-A", ""), default);
        await mails.KeepAsync(mail with { Subject = "another" }, default);
        await mails.SettleAsync(mail, new MailOutcome("ignored", null, ""), default);
        var kept = await mails.GetAsync(mail.Id, default);
        Assert.Equal(("hello", "noted"), (kept.Mail.Subject, kept.Outcome!.What));
    }

    [Fact]
    public async Task The_desk_holds_what_a_person_has_to_read_until_somebody_has()
    {
        foreach (var no in Enumerable.Range(1, 5))
        {
            await mails.KeepAsync(Mail(no), default);
            await mails.SettleAsync(Mail(no), new MailOutcome(no == 3 ? "ignored" : MailStore.ForAPerson, null, ""), default);
        }

        await mails.ReadAsync(Mail(2).Id, default);
        var first = await mails.OnDeskAsync(null, 2, default);
        var rest = await mails.OnDeskAsync(first[^1].Place, 2, default);
        Assert.Equal([Mail(1).Id, Mail(4).Id, Mail(5).Id], first.Concat(rest).Select(one => one.Mail.Mail.Id));
    }

    private static InboundMail Mail(int no) => new() { Id = $"{no:x32}", Subject = "hello", ReceivedAt = Monday.AddHours(no) };
}
