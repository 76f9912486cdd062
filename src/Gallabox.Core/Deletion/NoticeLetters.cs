using System.Globalization;
using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Core.Mail;
using static Gallabox.Core.Mail.LetterPart;

namespace Gallabox.Core.Deletion;

/// <summary>The letters around the date.</summary>
public sealed class NoticeLetters(DeletionPost post, InvitationFile invitations)
{
    public Task AnnounceAsync(DeletionEvidence evidence, DateTimeOffset date, CancellationToken cancellation)
    {
        var number = PhoneText.Display(evidence.Case.Phone);
        return post.ReplyAsync(evidence, $"date-{date:yyyyMMddHHmm}-{evidence.Facts.Announcements}", link => new("",
        [
            new Headline($"{number} will be deleted on {Moment(date, evidence.Account)}"),
            new Paragraph("Your request is approved. As of now, all messages to and from the number are paused, so that nothing gets lost half way."),
            new Paragraph($"Until {Moment(date, evidence.Account)} you can take the request back: with the button below, or by answering this mail with the word \"cancel\". Messages then flow again."),
            new Paragraph("On that day we check everything once more and start the deletion with Meta. It cannot be undone. The date is attached as an invitation for your calendar."),
            new Link("See where your request stands, or take it back", link),
            new Paragraph("Your Gallabox team"),
        ], [invitations.Request(evidence, date)]), cancellation);
    }

    public Task WithdrawAsync(DeletionEvidence evidence, DateTimeOffset date, string why, CancellationToken cancellation)
    {
        var number = PhoneText.Display(evidence.Case.Phone);
        return post.ReplyAsync(evidence, $"withdrawn-{date:yyyyMMddHHmm}-{evidence.Facts.Announcements}", link => new("",
        [
            new Headline($"{number} will not be deleted on {Day(date, evidence.Account)}"),
            new Paragraph($"Something stands in the way again: {why}. The date no longer holds, and messages to and from the number flow again."),
            new Paragraph("Your request stays open. We tell you in a separate mail what is to be done, and you get a new date afterwards."),
            new Link("See where your request stands, or take it back", link),
            new Paragraph("Your Gallabox team"),
        ], [invitations.Cancel(evidence, date)]), cancellation);
    }

    public string Day(DateTimeOffset at, Account account) =>
        TimeZoneInfo.ConvertTime(at, AccountTime.Zone(account)).ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>A moment as the customer reads it: <c>Monday, 14 March 2026, 10:00 (Asia/Kolkata)</c>.</summary>
    public string Moment(DateTimeOffset at, Account account) => AccountTime.Moment(at, account);
}
