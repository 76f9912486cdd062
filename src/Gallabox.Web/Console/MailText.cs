using System.Text.RegularExpressions;

namespace Gallabox.Web.Console;

/// <summary>A mail's text cut where it links, so that a reader can follow the links of the customer.</summary>
public static partial class MailText
{
    public static IEnumerable<MailPiece> Pieces(string text)
    {
        var at = 0;
        foreach (var link in Links().Matches(text).AsEnumerable())
        {
            if (link.Index > at)
                yield return new MailPiece(text[at..link.Index], null);
            yield return new MailPiece(link.Value, link.Value);
            at = link.Index + link.Length;
        }

        if (at < text.Length)
            yield return new MailPiece(text[at..], null);
    }

    [GeneratedRegex(@"https?://[^\s<>""]+", RegexOptions.CultureInvariant)]
    private static partial Regex Links();
}

/// <param name="Path">Where it leads, or null for plain text.</param>
public sealed record MailPiece(string Text, string? Path);
