using System.Globalization;

namespace Gallabox.Core.Metering;

/// <summary>The rules that keep a busy number from being deleted.</summary>
/// <param name="MaxSent">House rule: more messages sent in the period stand in the way.</param>
/// <param name="PaidBlocks">Meta's rule: a paid message in the period stands in the way.</param>
/// <param name="Period">How long messages count: 30 days by both rules.</param>
public sealed record DeletableRules(int MaxSent, bool PaidBlocks, TimeSpan Period);

/// <summary>When a number can be deleted by its own traffic, and why not before.</summary>
/// <param name="From">The first moment; now when nothing stands in the way.</param>
/// <param name="Reason">Words that follow a date: "because ..."; null when nothing stands in the way.</param>
public sealed record DeletableDate(DateTimeOffset From, string? Reason)
{
    /// <summary>Both rules, the later date wins. Days without further traffic are assumed.</summary>
    public static DeletableDate Of(SentFigures figures, DeletableRules rules, DateTimeOffset now)
    {
        var paid = rules.PaidBlocks && figures.LastPaidAt is { } last && last + rules.Period > now
            ? new DeletableDate(last + rules.Period, $"because the last paid message was on {Day(last)}")
            : new DeletableDate(now, null);
        var house = figures.Sent30Days > rules.MaxSent
            ? new DeletableDate(HouseDate(figures, rules, now), string.Create(CultureInfo.InvariantCulture,
                $"because {figures.Sent30Days:N0} messages were sent in the last {rules.Period.TotalDays:0} days, and at most {rules.MaxSent:N0} may have been"))
            : new DeletableDate(now, null);
        return house.From > paid.From ? house : paid;
    }

    /// <summary>The start of the first UTC day on which the days still counted hold few enough messages.</summary>
    private static DateTimeOffset HouseDate(SentFigures figures, DeletableRules rules, DateTimeOffset now)
    {
        var counted = figures.Sent30Days;
        foreach (var day in figures.Daily.OrderBy(day => day.Day))
        {
            counted -= day.Sent;
            var forgotten = new DateTimeOffset(day.Day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) + rules.Period;
            if (counted <= rules.MaxSent)
                return forgotten > now ? forgotten : now;
        }

        return now + rules.Period;
    }

    private static string Day(DateTimeOffset at) => at.ToString("d MMMM", CultureInfo.InvariantCulture);
}
