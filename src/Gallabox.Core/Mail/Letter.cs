using System.Net;
using System.Text;

namespace Gallabox.Core.Mail;

/// <summary>A mail as we write it: a few parts, rendered once as text and once as HTML, so both always say the same.</summary>
public sealed record Letter(string Subject, IReadOnlyList<LetterPart> Parts, IReadOnlyList<LetterAttachment>? Attachments = null)
{
    /// <summary>Plain text, one part a paragraph.</summary>
    public string ToText() => string.Join("\n\n", Parts.Select(part => part.ToText())) + "\n";

    /// <summary>A whole HTML page with inline styles only, as mail programs want it.</summary>
    public string ToHtml()
    {
        var html = new StringBuilder("""
            <!doctype html><html lang="en"><body style="margin:0;padding:24px;background:#f4f6f8;color:#1c2733;font:16px/1.5 -apple-system,'Segoe UI',Roboto,Arial,sans-serif">
            <div style="max-width:560px;margin:0 auto;padding:28px 32px;background:#fff;border-radius:10px">
            """);
        foreach (var part in Parts)
            html.Append(part.ToHtml());
        return html.Append("</div></body></html>").ToString();
    }
}

/// <summary>One part of a letter.</summary>
public abstract record LetterPart
{
    public abstract string ToText();

    public abstract string ToHtml();

    private protected static string Encode(string text) => WebUtility.HtmlEncode(text);

    public sealed record Paragraph(string Text) : LetterPart
    {
        public override string ToText() => Text;

        public override string ToHtml() => $"<p style=\"margin:0 0 16px\">{Encode(Text).Replace("\n", "<br>", StringComparison.Ordinal)}</p>";
    }

    /// <summary>The one sentence that must not be missed.</summary>
    public sealed record Headline(string Text) : LetterPart
    {
        public override string ToText() => Text;

        public override string ToHtml() => $"<p style=\"margin:0 0 16px;font-size:19px;font-weight:600\">{Encode(Text)}</p>";
    }

    /// <summary>What to do, in order.</summary>
    public sealed record Instructions(params string[] Items) : LetterPart
    {
        public override string ToText() => string.Join('\n', Items.Select((item, index) => $"  {index + 1}. {item}"));

        public override string ToHtml() =>
            $"<ol style=\"margin:0 0 16px;padding-left:22px\">{string.Concat(Items.Select(item => $"<li style=\"margin:0 0 6px\">{Encode(item)}</li>"))}</ol>";
    }

    /// <summary>Names with values, such as a receipt's lines.</summary>
    public sealed record Facts(params (string Name, string Value)[] Rows) : LetterPart
    {
        public override string ToText() => string.Join('\n', Rows.Select(row => $"  {row.Name}: {row.Value}"));

        public override string ToHtml() =>
            $"<table style=\"margin:0 0 16px;border-collapse:collapse\">{string.Concat(Rows.Select(Row))}</table>";

        private static string Row((string Name, string Value) row) =>
            $"<tr><td style=\"padding:3px 16px 3px 0;color:#5b6b7b;vertical-align:top\">{Encode(row.Name)}</td><td style=\"padding:3px 0\">{Encode(row.Value)}</td></tr>";
    }

    public sealed record Link(string Text, Uri Url) : LetterPart
    {
        public override string ToText() => $"{Text}:\n{Url}";

        public override string ToHtml() =>
            $"<p style=\"margin:0 0 16px\"><a href=\"{Encode(Url.ToString())}\" style=\"display:inline-block;padding:10px 18px;background:#0b6e4f;color:#fff;border-radius:6px;text-decoration:none\">{Encode(Text)}</a></p>";
    }
}

/// <param name="ContentType">With its parameters, such as <c>text/calendar; method=REQUEST</c>.</param>
public sealed record LetterAttachment(string Name, string ContentType, byte[] Content);
