using System.Text.RegularExpressions;

namespace Gallabox.Core.Mail;

/// <summary>One sentence as lower-case words; numbers are <c>#</c>, commas are kept, apostrophes are dropped.</summary>
internal sealed partial class StanceSentence
{
    private const int NegationReach = 6;
    private const int ObjectReach = 5;

    private static readonly HashSet<string> borders =
        ["please", "pls", "kindly", "but", "and", "so", "then", "hence", "because", "also", "bitte", "aber", "und"];

    private readonly List<string> words;
    private readonly string joined;

    private StanceSentence(List<string> words)
    {
        this.words = words;
        joined = string.Join(' ', words);
    }

    public bool ChangesMind => MindChange().IsMatch(joined);

    public static StanceSentence Of(string sentence) => new(
    [
        .. Word().Matches(Elision().Replace(sentence.ToLowerInvariant().Replace('’', '\''), " ").Replace("'", "", StringComparison.Ordinal))
            .Select(word => char.IsDigit(word.Value[0]) ? "#" : word.Value),
    ]);

    public Stance Judge()
    {
        var fixedPhrases = Phrases();
        var stance = Enumerable.Range(0, words.Count).Select(JudgeWord).Append(fixedPhrases).Aggregate((all, one) => all.And(one));
        // "Cancel my request to delete the number" holds a verb that is for it and is not.
        if (!stance.IsOpposed)
            return stance;
        var asked = IsAboutOneself() || words[0] is "how" or "why" or "what" or "when" or "is" or "was" or "has" or "did";
        return new(
            Against: stance.Against && !asked,
            Doubtful: stance.Doubtful || asked,
            For: false,
            OfDeletion: stance.OfDeletion || words.Exists(StanceWords.IsRequest));
    }

    /// <summary>"Can I still cancel?" asks; "Can you cancel?" tells.</summary>
    private bool IsAboutOneself() => words.Count > 1
        && (words[0] is "can" or "could" or "may" or "should" or "must" or "do") && (words[1] is "i" or "we");

    private Stance JudgeWord(int index)
    {
        var role = Role(index);
        if (role == WordRole.None)
            return Say();
        var negator = Negator(index);
        return role switch
        {
            WordRole.Cancel => Cancel(index, negator is not null),
            WordRole.Stop => negator is not null ? Say(inFavour: true) : Stop(index),
            WordRole.Hold => Say(doubtful: negator is null && IsHolding(index)),
            WordRole.Keep => negator is not null ? Say(inFavour: true) : Keep(index),
            WordRole.Proceed => negator is { } at ? Say(against: !IsReport(at)) : Say(inFavour: true),
            _ => Delete(index, negator),
        };
    }

    private WordRole Role(int index) => words[index] switch
    {
        "go" when index + 1 < words.Count && words[index + 1] == "ahead" => WordRole.Proceed,
        "carry" when index + 1 < words.Count && words[index + 1] is "on" or "out" => WordRole.Proceed,
        "continue" when Object(index).Any(IsService) => WordRole.Keep,
        "still" when index + 1 < words.Count && words[index + 1] is "need" or "want" or "use" or "using" => WordRole.Keep,
        var word => StanceWords.Role(word),
    };

    private Stance Stop(int index)
    {
        var about = Object(index).ToList();
        var traffic = about.Exists(word =>
            StanceWords.IsOtherMatter(word) || word is "sending" or "messages" or "messaging" or "using" or "charging");
        if (traffic && !about.Exists(StanceWords.IsRequest))
            return Say();
        return words.Count <= 3 || about.Exists(IsProcess) ? Say(against: true) : Say(doubtful: words.Exists(StanceWords.IsRequest));
    }

    private Stance Cancel(int index, bool negated)
    {
        if (negated)
            return Say(inFavour: true);
        var about = Object(index).Concat(words.Take(index).TakeLast(4)).ToList();
        // "If this is done already, please ignore this mail."
        var conditional = words[index].StartsWith("ignor", StringComparison.Ordinal) && words.Take(index).Contains("if");
        if (conditional || (about.Exists(StanceWords.IsOtherMatter) && !about.Exists(StanceWords.IsRequest)))
            return Say();
        var number = Object(index).Any(StanceWords.IsNumber) && !about.Exists(StanceWords.IsRequest);
        return number ? Say(doubtful: true) : Say(against: true);
    }

    private Stance Delete(int index, int? negator)
    {
        if (negator is not { } at)
            return Say(inFavour: !IsNoun(words[index]) && (index <= 1 || words.Take(index).TakeLast(4).Any(IsAsking)));
        var between = at < index ? words[(at + 1)..index] : [];
        var willed = between.Exists(word => word is "want" or "wish" or "need");
        if (StanceWords.IsInability(words[at]) && !willed)
            return Say(doubtful: between.Contains("be"));
        var pending = between.Exists(word => word is "been" or "yet" or "still")
            || (words[index] is "deleted" or "removed" && between.Count == 0);
        var reported = IsReport(at) && !willed && !between.Contains("be");
        return reported || pending ? Say() : new(true, false, false, OfDeletion: true);
    }

    // "It was not deleted", "you did not process it": a complaint, not a change of mind.
    private bool IsReport(int at) =>
        StanceWords.IsReporting(words[at])
        || (words[at] == "not" && at > 0 && words[at - 1] is "did" or "has" or "have" or "had" or "was" or "were");

    private static bool IsAsking(string word) => word is "please" or "pls" or "kindly" or "bitte";

    private static bool IsNoun(string word) =>
        word is "deletion" or "deletions" or "removal" or "löschung" or "suppression" or "eliminación" or "exclusão" or "حذف";

    // Before the word, or after it where the language says so; null where nothing negates.
    private int? Negator(int index)
    {
        for (var at = index - 1; at >= Math.Max(0, index - NegationReach); at--)
        {
            if (StanceWords.IsNegator(words[at]))
                return IsAbbreviation(at) ? null : at;
            var excursion = words[at] == "," && at > 0 && StanceWords.IsNegator(words[at - 1]);
            if (!excursion && (words[at] == "," ? !IsExcursion(at) : borders.Contains(words[at]) || Role(at) != WordRole.None))
                break;
        }

        return NegatorAfter(index);
    }

    private int? NegatorAfter(int index)
    {
        for (var at = index + 1; at < Math.Min(words.Count, index + NegationReach + 1); at++)
        {
            if (StanceWords.NegatesBefore(words[at]))
                return at;
            if (words[at] == "," || Role(at) != WordRole.None)
                break;
        }

        return null;
    }

    // "Do not, under any circumstances, delete it": the second comma ends what the first began.
    private bool IsExcursion(int comma)
    {
        var before = words.Take(comma).ToList().LastIndexOf(",");
        return before > 0 && StanceWords.IsNegator(words[before - 1]);
    }

    // "Phone no. 98765 43210".
    private bool IsAbbreviation(int at) =>
        words[at] == "no" && ((at > 0 && StanceWords.IsNumber(words[at - 1])) || (at + 1 < words.Count && words[at + 1] == "#"));

    private IEnumerable<string> Object(int index) =>
        words.Skip(index + 1).Take(ObjectReach).TakeWhile(word => word is not ("," or "and" or "but"));

    private static bool IsProcess(string word) =>
        StanceWords.IsRequest(word) || word is "it" or "this" or "everything" or "message" or "mail" or "email";

    private static bool IsService(string word) =>
        StanceWords.IsNumber(word) || StanceWords.IsOtherMatter(word) || word is "using" or "use" or "gallabox" or "account";

    private bool IsHolding(int index) =>
        (index > 0 && words[index - 1] is "on" or "please" or "pls" or "kindly") || index == 0
        || Object(index).Take(3).Any(word => word is "off" or "until" or "till" || IsProcess(word));

    private Stance Keep(int index)
    {
        var about = Object(index).ToList();
        // Some languages put the verb last.
        if (about.Count == 0)
            about = [.. words.Take(index).TakeLast(NegationReach)];
        var kept = about is not ["me" or "us" or "you" or "in" or "this", "posted" or "informed" or "updated" or "confidential" or "mind",
            ..]
            && about.Exists(word => StanceWords.IsNumber(word) || word is "it" or "this" or "them" or "active" or "alive" or "#");
        // Whoever keeps a number in the app, or its history, may well want it off the API.
        var elsewhere = words.Exists(word
            => word is "app" or "consumer" or "personal" or "history" or "chats" or "chat" or "data" or "delete");
        return new(Against: kept && !elsewhere, Doubtful: kept && elsewhere, For: false, OfDeletion: kept);
    }

    private Stance Phrases()
    {
        if (TakenBack().IsMatch(joined))
            return Say(against: true);
        var unneeded = NotNeeded().Match(joined);
        var doubtful = (unneeded.Success && unneeded.Value.Contains('#', StringComparison.Ordinal)) || Mistaken().IsMatch(joined)
            || Curt().IsMatch(joined);
        return Say(against: unneeded.Success && !doubtful, doubtful: doubtful);
    }

    private static Stance Say(bool against = false, bool doubtful = false, bool inFavour = false) =>
        new(against, doubtful, inFavour, OfDeletion: false);

    // French articles and pronouns: "d'annuler" is two words, "don't" is one.
    [GeneratedRegex(@"(?<=\b(?:d|l|n|j|m|t|s|c|qu))'", RegexOptions.CultureInvariant)]
    private static partial Regex Elision();

    [GeneratedRegex(@"[\p{L}\p{M}]+|\d+|,", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(
        @"(?<!\b(?:not|havent|hasnt|never|didnt) )\bchang\w* (?:of )?(?:my |our |the )?minds?\b|\bchanged (?:my|"
        + @"our) (?:decision|plan)\b|\bmeinung geändert\b|"
        + @"\bchangé d avis\b|\bcambi\w+ de (?:opini|idea)\w*|\bmudei de ide\w*",
        RegexOptions.CultureInvariant)]
    private static partial Regex MindChange();

    [GeneratedRegex(
        @"\bnever mind\b|\bagainst (?:the )?delet\w+|\b(?:dont|do not)$|\bcall(?:ed|ing)? (?:it )?off\b|\b(?:take|taking|"
        + @"took) back\b|\b(?:sent|raised|submitted|requested|"
        + @"emailed)\b(?: [\w#]+){0,4} (?:by|in) (?:mistake|error|accident)\b|\b(?:mistakenly|accidentally|erroneously|"
        + @"wrongly) (?:sent|raised|submitted|requested|emailed)\b|\b(?:not|didnt|havent|hasnt|never|nobody|"
        + @"noone)(?: \w+){0,3} (?:request\w*|ask\w*|authori[sz]\w*|approv\w*|initiat\w*|rais\w*|"
        + @"submit\w*)(?: \w+){0,4} (?:request|deletion|removal|this|such|that|delete)\b|取消|撤销|撤回|不要删除|不要刪除|请忽略|キャンセル|취소",
        RegexOptions.CultureInvariant)]
    private static partial Regex TakenBack();

    // Too short to tell what is meant: a person asks.
    [GeneratedRegex(
        @"^(?:no|nope|nein|nahi)$|^(?:no longer|not) (?:needed|required|necessary)\b|\bwrong (?:number|mail|email|account|person)\b|"
        + @"^(?:sorry )?(?:, )?(?:it|this|that) (?:was|is) (?:a |an |my |by |in )?(?:mistake|error)\b|"
        + @"\b(?:stay|remain)s? (?:active|connected|as)\b|\bleave (?:it|this|the number)\b|\blet it be\b",
        RegexOptions.CultureInvariant)]
    private static partial Regex Curt();

    [GeneratedRegex(
        @"\b(?:request|deletion|removal|ticket)(?: [\w#+]+){0,6}? (?:no longer|no more|not)(?: \w+){0,2} (?:needed|need|"
        + @"required|require|necessary|valid|wanted|applicable)\b",
        RegexOptions.CultureInvariant)]
    private static partial Regex NotNeeded();

    [GeneratedRegex(
        @"\b(?:request|mail|email)\b(?: [\w#]+){0,6} (?:mistake|mistakenly|error|accident|accidentally)\b|\bversehentlich\b|"
        + @"\birrtümlich\b|\bpar erreur\b|\bpor error\b|\bpor engano\b|\bgalti se\b|गलती से|بالخطأ",
        RegexOptions.CultureInvariant)]
    private static partial Regex Mistaken();
}
