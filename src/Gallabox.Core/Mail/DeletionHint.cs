using System.Text.RegularExpressions;

namespace Gallabox.Core.Mail;

/// <summary>Whether a text seems to ask for the deletion of a number in words other than the wanted subject.</summary>
internal static partial class DeletionHint
{
    private const int MostWords = 200;

    private static readonly string[] misspelt = ["delete", "deletion", "deleting", "remove", "removal", "deactivate"];

    /// <summary>A word for deleting and a word for a number, or a number itself, in one text.</summary>
    public static bool IsIn(string text, bool namesNumber)
    {
        var words = Word().Matches(text.ToLowerInvariant()).Take(MostWords).Select(word => word.Value).ToList();
        return words.Exists(IsDeletion) && (namesNumber || words.Exists(IsNumber));
    }

    private static bool IsDeletion(string word) =>
        StanceWords.Role(word) == WordRole.Delete || Array.Exists(misspelt, right => IsMisspelt(word, right))
        || word.Contains("lösch", StringComparison.Ordinal)
        || word is "删除" or "close" or "closure" or "terminate" or "termination" or "cancel";

    private static bool IsNumber(string word) =>
        StanceWords.IsNumber(word) || IsMisspelt(word, "number") || word.Contains("号码", StringComparison.Ordinal);

    // Two slips in a long word, one in a short one; swapped letters are two.
    private static bool IsMisspelt(string word, string right) =>
        word.Length >= 5 && word[0] == right[0] && Math.Abs(word.Length - right.Length) <= 2 && Distance(word, right) <= 2;

    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var cost = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (one[i - 1] == other[j - 1] ? 0 : 1));
                diagonal = row[j];
                row[j] = cost;
            }
        }

        return row[^1];
    }

    [GeneratedRegex(@"[\p{L}\p{M}]+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
