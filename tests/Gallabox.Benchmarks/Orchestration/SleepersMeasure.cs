using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Gallabox.Core;
using Gallabox.Core.Orchestration;
using Gallabox.Core.Tables;
using Gallabox.Local.Orchestration;
using Gallabox.Local.Tables;

namespace Gallabox.Benchmarks.Orchestration;

/// <summary>
/// A hundred thousand sleeping instances, and a fresh process that starts over them: how long until it is ready, and the
/// memory it then holds. A few are overdue, so that ready means at work.
/// </summary>
internal static class SleepersMeasure
{
    public const string ChildName = "orchestration-sleepers";
    private const int Sleepers = 100_000;
    private const int Overdue = 10;
    private const int Writers = 1_000;
    private const int Restarts = 5;

    public static async Task RunAsync(string folder, Figures figures)
    {
        await PutToSleepAsync(folder);
        for (var restart = 0; restart < Restarts; restart++)
        {
            var watch = Stopwatch.StartNew();
            var start = new ProcessStartInfo(Environment.ProcessPath!, [ChildName, folder]) { RedirectStandardOutput = true };
            using var child = Process.Start(start)!;
            var ready = await child.StandardOutput.ReadLineAsync();
            figures.Add("sleepersReadyMs", watch.Elapsed.TotalMilliseconds);
            figures.Add("sleepersRssMb", double.Parse(ready!, CultureInfo.InvariantCulture));
            await child.WaitForExitAsync();
        }
    }

    /// <summary>The fresh process: prints its memory in MB when it is ready and what was due has been dealt with.</summary>
    public static async Task RunChildAsync(string folder)
    {
        await using var engine = await BenchmarkEngine.OpenAsync(folder);
        await engine.Engine.SettleAsync();
        var overdue = await engine.Engine.FindAsync("sleeper-0", CancellationToken.None);
        if (engine.Engine.NextDue is null || overdue?.Status != OrchestrationStatus.Completed)
            throw new InvalidOperationException("The sleepers were not found.");
        using var self = Process.GetCurrentProcess();
        Console.WriteLine((self.WorkingSet64 / (double)(1024 * 1024)).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Writes the rows that the engine itself leaves behind such instances.</summary>
    private static async Task PutToSleepAsync(string folder)
    {
        await using var store = SqliteTableStore.Open(folder);
        var journal = new Journal(store);
        var index = new StatusIndex(store);
        var now = TimeProvider.System.GetUtcNow();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            for (var each = writer; each < Sleepers; each += Writers)
                await PutToSleepAsync(journal, index, now, each);
        }));
        await index.FlushAsync();
    }

    private static async Task PutToSleepAsync(Journal journal, StatusIndex index, DateTimeOffset now, int each)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"sleeper-{each}");
        var minutes = 60 + (each * 7L % 50_000);
        var asked = each < Overdue ? now.AddMinutes(-minutes - 1) : now;
        var until = asked.AddMinutes(minutes);
        var input = new RawJson(Wire.ToBytes(new Steps((int)minutes)));
        var record = new InstanceRecord(
            BenchmarkEngine.Sleeper.Name, "1", 0, input, OrchestrationStatus.Running, until, asked, asked, WaitsFor: "event 'wake'");
        var turn = new TurnRecord(asked, [], [new AskedStep(1, StepKind.Event, "wake", until)]);
        await index.AddAsync(OrchestrationStatus.Running, new IndexEntry(until, id));
        await journal.CommitAsync(id, Journal.HistoryRow(0, 0), turn, record, []);
    }
}
