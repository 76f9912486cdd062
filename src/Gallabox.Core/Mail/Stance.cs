using System.Text;
using System.Text.RegularExpressions;

namespace Gallabox.Core.Mail;

/// <summary>Whether words speak for a deletion or against it. When in doubt, against: what is deleted stays deleted.</summary>
/// <param name="Against">Cancels, forbids, or takes back.</param>
/// <param name="Doubtful">May do so, or asks for time.</param>
/// <param name="For">Tells to delete or to go on.</param>
/// <param name="OfDeletion">What is <paramref name="Against"/> names the deletion, so that it needs no thread to be understood.</param>
internal sealed partial record Stance(bool Against, bool Doubtful, bool For, bool OfDeletion)
{
    private static readonly Stance neutral = new(false, false, false, false);

    public bool IsOpposed => Against || Doubtful;

    public Stance And(Stance other) =>
        new(Against || other.Against, Doubtful || other.Doubtful, For || other.For, OfDeletion || other.OfDeletion);

    public static Stance Of(string text)
    {
        var sentences = SentenceEnd().Split(text.Normalize(NormalizationForm.FormKC)).Select(StanceSentence.Of).ToList();
        var judged = sentences.Select(sentence => sentence.Judge()).Aggregate(neutral, (all, one) => all.And(one));
        // A change of mind goes either way: "changed my mind, please go ahead".
        return judged is { Against: false, For: false } && sentences.Exists(sentence => sentence.ChangesMind)
            ? judged with { Against = true }
            : judged;
    }

    [GeneratedRegex(@"[.!?;。！？؟।]+(?=\s|$)|\n\s*\n|[。！？]", RegexOptions.CultureInvariant)]
    private static partial Regex SentenceEnd();
}
