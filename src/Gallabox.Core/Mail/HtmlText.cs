using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Gallabox.Core.Mail;

/// <summary>
/// The text a reader of an HTML mail sees. Inline tags vanish without a blank, so that a number split by tags is whole
/// again; blocks become lines; quotations become lines that start with <c>&gt;</c>.
/// </summary>
internal static class HtmlText
{
    /// <summary>Characters of HTML that are read; what is beyond is no request.</summary>
    public const int LongestHtml = 256 * 1024;

    private const int DeepestQuote = 10;

    private static readonly HashSet<string> skipped = ["head", "script", "style", "title", "template", "noscript", "svg", "object", "iframe"];

    private static readonly HashSet<string> blocks =
    [
        "p", "div", "br", "tr", "li", "ul", "ol", "table", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "pre", "section", "article",
        "header", "footer", "center", "address", "dd", "dt", "tbody", "body",
    ];

    public static string Of(string html)
    {
        using var document = new HtmlParser().ParseDocument(html.Length > LongestHtml ? html[..LongestHtml] : html);
        var text = new StringBuilder();
        var depth = 0;
        // A stack of its own: mails may nest deeper than the thread's stack is.
        var pending = new Stack<(INode? Node, string? Close)>();
        pending.Push((document.Body, null));
        while (pending.TryPop(out var next))
        {
            if (next.Close is { } closed)
                depth = Close(text, closed, depth);
            else if (next.Node is IText words)
                Write(text, words.Data, depth);
            else if (next.Node is IElement element && !IsHidden(element))
                depth = Open(text, element, depth, pending);
        }

        return text.ToString().Replace('\u00A0', ' ').Trim();
    }

    private static int Open(StringBuilder text, IElement element, int depth, Stack<(INode?, string?)> pending)
    {
        var name = element.LocalName;
        if (blocks.Contains(name))
            EndLine(text, always: name == "br");
        else if (name is "td" or "th")
            text.Append(' ');
        pending.Push((null, name));
        for (var child = element.LastChild; child is not null; child = child.PreviousSibling)
            pending.Push((child, null));
        return name == "blockquote" ? depth + 1 : depth;
    }

    private static int Close(StringBuilder text, string name, int depth)
    {
        if (name != "br" && blocks.Contains(name))
            EndLine(text, always: name == "p");
        return name == "blockquote" ? depth - 1 : depth;
    }

    private static bool IsHidden(IElement element) =>
        skipped.Contains(element.LocalName)
        || element.GetAttribute("style")?.Replace(" ", "", StringComparison.Ordinal).Contains("display:none", StringComparison.OrdinalIgnoreCase) == true;

    private static void Write(StringBuilder text, string words, int depth)
    {
        foreach (var character in words)
        {
            var blank = character is ' ' or '\n' or '\r' or '\t' or '\f';
            var atStart = text.Length == 0 || text[^1] == '\n';
            if (blank && (atStart || text[^1] == ' '))
                continue;
            if (atStart)
                text.Append('>', Math.Min(depth, DeepestQuote)).Append(depth > 0 ? " " : "");
            text.Append(blank ? ' ' : character);
        }
    }

    private static void EndLine(StringBuilder text, bool always)
    {
        if (always ? text.Length > 0 : text.Length > 0 && text[^1] != '\n')
            text.Append('\n');
    }
}
