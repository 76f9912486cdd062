namespace Gallabox.Core.Mail;

/// <summary>
/// Reads what a mail wants: subject first, then what its sender wrote above the quoted history. Deletes nothing on a guess: only
/// the help page's subject asks for a deletion, and any word of the opposite near it wins.
/// </summary>
public static class MailRecogniser
{
    private const int LongestWords = 4000;

    public static MailIntent Recognise(InboundMail mail, MailContext context)
    {
        var subject = SubjectLine.Of(mail.Subject);
        if (AutomaticMail.Recognise(mail, subject) is { } automatic)
            return automatic;
        var reading = Read(mail, subject, context);
        return Cancellation(reading) ?? Deletion(reading) ?? Reply(reading) ?? NearMiss(reading);
    }

    /// <summary>The subject that asks for the deletion of this number; of none, with a place for it.</summary>
    public static string Suggestion(PhoneMatch match) =>
        $"{SubjectLine.Wanted} {(match is PhoneMatch.One one ? one.Number.E164 : "+<country code><number>")}";

    private static Reading Read(InboundMail mail, SubjectLine subject, MailContext context)
    {
        var own = OwnWords.Of(mail.Text);
        var named = MailReference.FromSubject(subject.Whole) ?? MailReference.FromThread(mail);
        var thread = mail.InReplyTo.Concat(mail.References).ToHashSet();
        return new(
            subject,
            own,
            named,
            Match(subject.AfterWanted ?? subject.Core, own.Body, context),
            context.OpenCases.FirstOrDefault(open => open.Id == named?.CaseId)
                ?? context.OpenCases.FirstOrDefault(open => open.MessageIds.Any(thread.Contains)),
            Stance.Of(subject.Around),
            Stance.Of(own.Written),
            context);
    }

    // The subject decides. The body is read where the subject names nothing, and heard where it names another own number.
    private static PhoneMatch Match(string subject, string body, MailContext context)
    {
        var inSubject = PhoneFinder.Match(subject, context.Region, context.Numbers);
        if (inSubject is not (PhoneMatch.One or PhoneMatch.None { Foreign: false }))
            return inSubject;
        var inBody = PhoneFinder.Match(body, context.Region, context.Numbers);
        if (inSubject is not PhoneMatch.One one)
            return inBody;
        var others = inBody switch
        {
            PhoneMatch.One named => [named.Number],
            PhoneMatch.Several several => several.Own,
            _ => [],
        };
        return others.All(other => other == one.Number) ? one : new PhoneMatch.Several([.. others.Append(one.Number).Distinct()]);
    }

    private static MailIntent.Cancellation? Cancellation(Reading reading)
    {
        var stance = reading.InSubject.And(reading.InBody);
        var understood = reading.Subject.AfterWanted is not null || reading.Subject.Mentions || reading.Thread is not null;
        var opposed = reading.Thread is { IsDeletion: false } ? stance.Against && !stance.OfDeletion : stance.IsOpposed;
        // While a deletion is open, any "stop" from its account is taken for it, if only to be asked about.
        var guessed = stance.Against && (reading.AnyDeletion || (stance.OfDeletion && reading.SpeaksOfNumber));
        if (!opposed || !(understood || guessed))
            return null;
        var about = reading.Thread
            ?? (reading.Match is PhoneMatch.One ? reading.CaseOfNumber is { IsDeletion: true } open ? open : null : reading.OnlyDeletion);
        var otherNumber = reading.Match is PhoneMatch.One named && about?.Phone is { } phone && named.Number != phone;
        var certain = stance is { Against: true, For: false } && (understood || stance.OfDeletion) && !otherNumber;
        return new MailIntent.Cancellation(about?.Id, reading.Match, certain);
    }

    private static MailIntent? Deletion(Reading reading)
    {
        if (reading.Subject.AfterWanted is null)
            return null;
        var open = reading.CaseOfNumber;
        var continues = reading.Subject.IsAnswer || reading.Thread is not null;
        if (open is { IsDeletion: true } && continues)
            return new MailIntent.Reply(open.Id, reading.Words);
        return reading.Thread is not null && reading.Match is not PhoneMatch.One
            ? null
            : new MailIntent.DeletionRequest(reading.Match, open?.Id);
    }

    private static MailIntent.Reply? Reply(Reading reading) =>
        reading.Thread is { } open ? new MailIntent.Reply(open.Id, reading.Words) : null;

    private static MailIntent NearMiss(Reading reading)
    {
        var names = reading.Match is not PhoneMatch.None { Foreign: false };
        var asks = reading.Subject.Mentions || DeletionHint.IsIn(reading.Subject.Core, names) || DeletionHint.IsIn(reading.Own.Body, names);
        return asks ? new MailIntent.NearMiss(reading.Match, Suggestion(reading.Match)) : new MailIntent.Other(reading.Named?.CaseId);
    }

    private sealed record Reading(
        SubjectLine Subject,
        OwnWords Own,
        MailReference? Named,
        PhoneMatch Match,
        OpenCase? Thread,
        Stance InSubject,
        Stance InBody,
        MailContext Context)
    {
        public string Words => Own.Written.Length > LongestWords ? Own.Written[..LongestWords] : Own.Written;

        public OpenCase? CaseOfNumber =>
            Match is PhoneMatch.One one ? Context.OpenCases.FirstOrDefault(open => open.Phone == one.Number) : null;

        public OpenCase? OnlyDeletion => Context.OpenCases.Where(open => open.IsDeletion).Take(2).ToList() is [var only] ? only : null;

        public bool AnyDeletion => Context.OpenCases.Any(open => open.IsDeletion);

        public bool SpeaksOfNumber =>
            Match is not PhoneMatch.None { Foreign: false } || DeletionHint.IsIn(Subject.Core + " " + Own.Body, namesNumber: false);
    }
}
