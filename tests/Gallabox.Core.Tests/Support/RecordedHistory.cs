using System.Globalization;
using System.Runtime.CompilerServices;
using Gallabox.Core.Orchestration;
using Xunit;

namespace Gallabox.Core.Tests.Support;

/// <summary>
/// Runs of flows as text files in <c>Histories</c>. An instance that began with the code of then must go on with the code of
/// today: each file is replayed, and the first difference fails. A change that must differ gets a new version of the
/// orchestrator and leaves the path of the old one in place until no instance needs it.
/// </summary>
public static class RecordedHistory
{
    /// <summary>Set to 1 to write files that are missing. Existing ones are never written over.</summary>
    public const string RecordVariable = "GALLABOX_RECORD_HISTORIES";

    /// <summary>Replays the file of that name against the orchestrator of the run; records the run when there is none yet.</summary>
    /// <param name="record">Whether a missing file is written; null: as the variable says.</param>
    public static void Verify(string name, VirtualRun run, bool? record = null)
    {
        var file = Path.Combine(Folder(), name + ".txt");
        if (!File.Exists(file) && (record ?? Environment.GetEnvironmentVariable(RecordVariable) == "1"))
            File.WriteAllLines(file, run.History);
        Assert.True(File.Exists(file), $"There is no recorded history '{name}'. Run once with {RecordVariable}=1 to record it.");
        if (Difference(File.ReadAllLines(file), run.Orchestrator) is { } difference)
            Assert.Fail($"{name}.txt, {difference}");
    }

    /// <summary>Tells the orchestrator what the recording says it was told. Null, or where it first asks for something else.</summary>
    public static string? Difference(IReadOnlyList<string> recorded, OrchestratorEntry orchestrator)
    {
        var now = DateTimeOffset.MinValue;
        var today = new VirtualHistory();
        var header = recorded[0].Split(' ');
        var run = new VirtualOrchestration(orchestrator, header[5], header[3], () => now, today);
        for (var index = 1; index < recorded.Count; index++)
        {
            var line = recorded[index];
            if (index < today.Lines.Count)
            {
                if (today.Lines[index] != line)
                    return Differs(index, line, today.Lines[index]);
            }
            else if (line.StartsWith("at ", StringComparison.Ordinal))
            {
                now = DateTimeOffset.Parse(line["at ".Length..], CultureInfo.InvariantCulture);
                if (!Tell(run, recorded[index + 1]))
                    return Differs(index + 1, recorded[index + 1], Stands(run));
            }
            else if (!Tell(run, line))
            {
                return Differs(index, line, Stands(run));
            }
        }

        return today.Lines.Count > recorded.Count ? Differs(recorded.Count, "nothing more", today.Lines[recorded.Count]) : null;
    }

    /// <summary>False: nothing that today's flow is waiting to be told.</summary>
    private static bool Tell(VirtualOrchestration run, string line)
    {
        if (line.StartsWith("input ", StringComparison.Ordinal))
        {
            run.Begin(line["input ".Length..]);
            return true;
        }

        if (line is "ended" or "continues as new")
            return run.IsOver && run.Thrown is null && (run.End() is null) == (line == "ended");
        if (line.Split(' ', 2) is not [var number, var text] || !int.TryParse(number, CultureInfo.InvariantCulture, out var step))
            return false;
        if (run.Find(step) is not { } open || VirtualOutcome.Parse(open.Name ?? "", text) is not { } outcome)
            return false;
        run.Complete(open, outcome);
        return true;
    }

    private static string Stands(VirtualOrchestration run) => run switch
    {
        { Thrown: { } thrown } => $"it throws {thrown.GetType().Name}: {thrown.Message}",
        { IsOver: true } => "it has ended",
        _ => $"it waits for {run.WaitsFor}",
    };

    private static string Differs(int index, string recorded, string today) =>
        string.Create(CultureInfo.InvariantCulture, $"line {index + 1}: recorded is '{recorded}', today: '{today}'.");

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "Histories");
}
