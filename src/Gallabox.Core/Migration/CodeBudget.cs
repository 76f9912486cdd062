using Gallabox.Core.Providers;

namespace Gallabox.Core.Migration;

/// <summary>When a one-time code may be asked for and tried: pure, over what was asked and tried before.</summary>
public static class CodeBudget
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>When the next code goes out, and how; no time: none is wanted.</summary>
    public static (DateTimeOffset? At, CodeMethod Method) Next(MigrationFacts facts, MigrationOptions rules, DateTimeOffset now)
    {
        var method = facts.CodeWanted ?? facts.Reader.Method;
        if (facts.Codes.Count > 0 && facts.CodeWanted is null)
            return (null, method);
        DateTimeOffset?[] bounds = [now, facts.NoCodeBefore, Blocked(facts, rules, now), facts.Codes.Count > 0 ? facts.Codes[^1].At + rules.CodeEvery : null, DayBound(facts, rules, now)];
        return (bounds.Max(), method);
    }

    /// <summary>Until when nothing is tried after too many tries, whatever came of each; null: a code may be tried.</summary>
    public static DateTimeOffset? Blocked(MigrationFacts facts, MigrationOptions rules, DateTimeOffset now)
    {
        var recent = facts.CodeTries.Where(at => at > now - rules.CodeBlock).ToList();
        return recent.Count >= rules.MaxCodeTries ? recent[^rules.MaxCodeTries] + rules.CodeBlock : null;
    }

    private static DateTimeOffset? DayBound(MigrationFacts facts, MigrationOptions rules, DateTimeOffset now)
    {
        var recent = facts.Codes.Where(code => code.At > now - Day).ToList();
        return recent.Count >= rules.CodesPerDay ? recent[^rules.CodesPerDay].At + Day : null;
    }
}
