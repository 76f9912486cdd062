using System.Globalization;

namespace Gallabox.Local.Orchestration;

/// <summary>Steps in words, for operators.</summary>
internal static class StepWords
{
    public static string Of(AskedStep step) => step.Kind switch
    {
        StepKind.Call => $"'{step.Name}'",
        StepKind.Timer => $"a wait until {Time(step.Until)}",
        _ => $"a wait for event '{step.Name}' until {Time(step.Until)}",
    };

    /// <summary>What the open steps wait for: <c>activity 'A'; event 'b' until …; …</c>.</summary>
    public static string WaitsFor(IEnumerable<OpenStep> open) => string.Join("; ", open.Select(step => Waited(step.Asked)));

    private static string Waited(AskedStep step) => step.Kind switch
    {
        StepKind.Call => $"activity '{step.Name}'",
        StepKind.Timer => Time(step.Until),
        _ => $"event '{step.Name}' until {Time(step.Until)}",
    };

    private static string Time(DateTimeOffset? time) =>
        time!.Value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
