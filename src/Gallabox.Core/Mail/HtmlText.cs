using System.Text;
using MimeKit.Text;

namespace Gallabox.Core.Mail;

/// <summary>
/// The text a reader of an HTML mail sees. Inline tags vanish without a blank, so that a number split by tags is whole
/// again; blocks become lines; quotations become lines that start with <c>&gt;</c>. Works on tokens: building a tree of a mail made
/// to be deep takes minutes.
/// </summary>
internal sealed class HtmlText
{
    /// <summary>Characters of HTML that are read; what is beyond is no request.</summary>
    public const int LongestHtml = 256 * 1024;

    private const int DeepestQuote = 10;

    private static readonly HashSet<string> unseen =
        ["head", "script", "style", "title", "template", "noscript", "svg", "object", "iframe"];

    private static readonly HashSet<string> blocks =
    [
        "p", "div", "br", "tr", "li", "ul", "ol", "table", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "pre", "section",
        "article", "header", "footer", "center", "address", "dd", "dt", "tbody", "body",
    ];

    private static readonly HashSet<string> empty =
        ["br", "hr", "img", "input", "meta", "link", "wbr", "area", "base", "col", "embed", "source"];

    private readonly StringBuilder text = new();
    private int quoteDepth;
    private string? hiddenBy;
    private int hiddenDepth;

    private HtmlText()
    {
    }

    public static string Of(string html)
    {
        using var reader = new StringReader(html.Length > LongestHtml ? html[..LongestHtml] : html);
        var tokens = new HtmlTokenizer(reader) { DecodeCharacterReferences = true };
        var seen = new HtmlText();
        while (tokens.ReadNextToken(out var token))
            seen.Read(token);
        return seen.text.ToString().Replace('\u00A0', ' ').Trim();
    }

    private void Read(HtmlToken token)
    {
        if (token is HtmlTagToken tag)
        {
            if (hiddenBy is not null)
                Hide(tag);
            else if (tag.IsEndTag)
                Close(tag.Name.ToLowerInvariant());
            else
                Open(tag, tag.Name.ToLowerInvariant());
        }
        else if (token is HtmlDataToken { Kind: HtmlTokenKind.Data } words && hiddenBy is null)
        {
            Write(words.Data);
        }
    }

    private void Hide(HtmlTagToken tag)
    {
        // A head that is never closed ends where the body begins.
        if (hiddenBy == "head" && tag.Name.Equals("body", StringComparison.OrdinalIgnoreCase))
            hiddenBy = null;
        if (!tag.Name.Equals(hiddenBy, StringComparison.OrdinalIgnoreCase) || tag.IsEmptyElement)
            return;
        hiddenDepth += tag.IsEndTag ? -1 : 1;
        if (hiddenDepth == 0)
            hiddenBy = null;
    }

    private void Open(HtmlTagToken tag, string name)
    {
        if ((unseen.Contains(name) || IsHidden(tag)) && !tag.IsEmptyElement && !empty.Contains(name))
        {
            (hiddenBy, hiddenDepth) = (name, 1);
            return;
        }

        if (blocks.Contains(name))
            EndLine(always: name == "br");
        else if (name is "td" or "th")
            text.Append(' ');
        if (name == "blockquote")
            quoteDepth++;
    }

    private void Close(string name)
    {
        if (name != "br" && blocks.Contains(name))
            EndLine(always: false);
        if (name == "p")
            EndLine(always: true);
        if (name == "blockquote")
            quoteDepth = Math.Max(0, quoteDepth - 1);
    }

    private static bool IsHidden(HtmlTagToken tag)
    {
        var style = tag.Attributes.FirstOrDefault(attribute => attribute.Name.Equals("style", StringComparison.OrdinalIgnoreCase))?.Value;
        return style?.Replace(" ", "", StringComparison.Ordinal).Contains("display:none", StringComparison.OrdinalIgnoreCase) == true;
    }

    private void Write(string words)
    {
        foreach (var character in words)
        {
            var blank = character is ' ' or '\n' or '\r' or '\t' or '\f';
            var atStart = text.Length == 0 || text[^1] == '\n';
            if (blank && (atStart || text[^1] == ' '))
                continue;
            if (atStart)
                text.Append('>', Math.Min(quoteDepth, DeepestQuote)).Append(quoteDepth > 0 ? " " : "");
            text.Append(blank ? ' ' : character);
        }
    }

    private void EndLine(bool always)
    {
        if (always ? text.Length > 0 : text.Length > 0 && text[^1] != '\n')
            text.Append('\n');
    }
}
