using System.Text.RegularExpressions;

namespace Gallabox.Core.Tests.House;

/// <summary>Finds methods by their indentation, which the formatter keeps: a member's signature, its brace, its closing brace.</summary>
internal static partial class Methods
{
    public sealed record Method(string Name, int Lines);

    public static IEnumerable<Method> Of(string text)
    {
        var lines = text.Split('\n');
        for (var line = 1; line < lines.Length; line++)
        {
            if (lines[line] != "    {" || Name(lines, line) is not { } name)
                continue;
            var end = Array.IndexOf(lines, "    }", line);
            if (end > line)
                yield return new Method(name, end - line - 1);
        }
    }

    private static string? Name(string[] lines, int brace)
    {
        for (var line = brace - 1; line >= 0 && line > brace - 8; line--)
            if (Signature().Match(lines[line]) is { Success: true } match)
                return match.Groups[1].Value;
        return null;
    }

    [GeneratedRegex(@"^    (?:public|private|internal|protected|static).*?(\w+)(?:<[^(]*>)?\(")]
    private static partial Regex Signature();
}
