using Gallabox.Core.Cases;
using static Gallabox.Core.Mail.LetterPart;

namespace Gallabox.Core.Deletion;

/// <summary>The letters of a request that ends without a deletion.</summary>
public sealed class EndingLetters(DeletionPost post, InvitationFile invitations)
{
    /// <summary>Nobody who did not prove who they are is told: an unproven request ends in silence.</summary>
    public Task TellAsync(DeletionEvidence evidence, Ending ending, CancellationToken cancellation)
    {
        if (evidence.Facts.Proof is null)
            return Task.CompletedTask;
        var number = PhoneText.Display(evidence.Case.Phone);
        return post.ReplyAsync(evidence, Wire.Name(ending.State), link => new("",
        [
            new Headline(Headline(ending, number)),
            new Paragraph(Words(ending, number)),
            new Paragraph(evidence.Facts.AnnouncedFor is null
                ? "The number works as before."
                : "Messages to and from the number flow again, and the date that we gave you no longer holds."),
            new Link("See what happened", link),
            new Paragraph("Your Gallabox team"),
        ], evidence.Case.ScheduledFor is { } date ? [invitations.Cancel(evidence, date)] : null), cancellation);
    }

    private static string Headline(Ending ending, string number) => ending.State switch
    {
        CaseState.Cancelled => $"{number} stays: your request is taken back",
        CaseState.Rejected => $"We cannot delete {number}",
        _ => $"Your request to delete {number} has expired",
    };

    private static string Words(Ending ending, string number) => ending.State switch
    {
        CaseState.Cancelled => "As you asked, we do not delete the number. Should you want it gone after all, write to us as before.",
        CaseState.Rejected => ending.Why.Length > 0 ? ending.Why : "Our team has looked at your request and cannot carry it out. Answer this mail to learn more.",
        _ => $"{ending.Why} We have closed the request; {number} was not touched. You can ask again at any time.",
    };
}
