using System.Text;
using Gallabox.Core.Cases;
using Gallabox.Core.Mail;
using Gallabox.Core.Providers;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using Microsoft.Extensions.Options;

namespace Gallabox.Core.Deletion;

/// <summary>The date as a calendar invitation (RFC 5545, 5546). One UID a case, so that a later file moves or withdraws the same entry.</summary>
public sealed class InvitationFile(TimeProvider time, IOptionsMonitor<LinkOptions> options)
{
    public LetterAttachment Request(DeletionEvidence evidence, DateTimeOffset date) => Write(evidence, date, "REQUEST", EventStatus.Confirmed);

    public LetterAttachment Cancel(DeletionEvidence evidence, DateTimeOffset date) => Write(evidence, date, "CANCEL", EventStatus.Cancelled);

    private LetterAttachment Write(DeletionEvidence evidence, DateTimeOffset date, string method, string status)
    {
        var calendar = new Calendar { Method = method, ProductId = "-//Gallabox//Number life cycle//EN" };
        var entry = new CalendarEvent
        {
            Organizer = new Organizer($"mailto:numbers@{options.CurrentValue.PublicUrl.Host}") { CommonName = "Gallabox" },
            Uid = $"{evidence.Case.Id}@gallabox",
            Sequence = evidence.Facts.Announcements,
            Status = status,
            DtStamp = Utc(time.GetUtcNow()),
            Start = Utc(date),
            End = Utc(date.AddMinutes(30)),
            Summary = $"WhatsApp number {PhoneText.Display(evidence.Case.Phone)} is deleted",
            Description = "Until then the request can be taken back by answering the mail that came with this entry.",
            Transparency = TransparencyType.Transparent,
        };
        foreach (var reader in evidence.Facts.Correspondents)
            entry.Attendees.Add(new Attendee($"mailto:{reader}") { Rsvp = false });
        calendar.Events.Add(entry);
        var text = new CalendarSerializer().SerializeToString(calendar)
            ?? throw new InvalidOperationException("The calendar serializer answered nothing.");
        return new LetterAttachment("number-deletion.ics", $"text/calendar; method={method}", Encoding.UTF8.GetBytes(text));
    }

    private static CalDateTime Utc(DateTimeOffset at) => new(at.UtcDateTime, "UTC");
}
