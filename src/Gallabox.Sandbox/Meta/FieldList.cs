namespace Gallabox.Sandbox.Meta;

/// <summary>The <c>fields</c> parameter: names, each with arguments such as <c>analytics.start(1).granularity(DAY)</c>.</summary>
internal sealed record FieldList(string Name, IReadOnlyDictionary<string, string> Arguments)
{
    public static IReadOnlyList<FieldList> Parse(string? fields, string fallback) =>
        [.. Split(string.IsNullOrWhiteSpace(fields) ? fallback : fields, ',').Select(ParseOne)];

    private static FieldList ParseOne(string text)
    {
        var parts = Split(text, '.');
        var name = parts[0].Trim();
        var brace = name.IndexOf('{', StringComparison.Ordinal);
        return new FieldList(brace < 0 ? name : name[..brace], parts.Skip(1).Select(static part => part.Split('(', 2))
            .Where(static part => part.Length == 2)
            .ToDictionary(static part => part[0], static part => part[1].TrimEnd(')'), StringComparer.Ordinal));
    }

    /// <summary>Splits outside of brackets.</summary>
    private static List<string> Split(string text, char separator)
    {
        var parts = new List<string>();
        var depth = 0;
        var start = 0;
        for (var index = 0; index < text.Length; index++)
        {
            depth += text[index] is '(' or '[' or '{' ? 1 : text[index] is ')' or ']' or '}' ? -1 : 0;
            if (depth != 0 || text[index] != separator)
                continue;
            parts.Add(text[start..index]);
            start = index + 1;
        }

        parts.Add(text[start..]);
        return parts;
    }
}
