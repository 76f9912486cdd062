using System.Diagnostics;
using System.Globalization;

namespace Gallabox.Benchmarks.Orchestration;

/// <summary>
/// The embedded engine on SQLite, every step flushed before the next. Measures alternate in rounds after one that warms up;
/// medians count. Rates of the disk are of the same rounds: compare ratios, not runs.
/// </summary>
internal static class OrchestrationBenchmark
{
    private const int Rounds = 7;
    private const int Instances = 1_000;
    private const int StepsEach = 5;
    private const int LongSequence = 1_000;
    private const int Pairs = 5;

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("gallabox-orchestration").FullName;
        try
        {
            var figures = new Figures();
            for (var round = 0; round <= Rounds; round++)
            {
                await MeasureRoundAsync(folder, round, round == 0 ? new Figures() : figures);
                await Console.Error.WriteLineAsync($"round {round} of {Rounds}");
            }

            figures.Add("cpuGrowth", figures.Median("cpuUsAtStep1000") / figures.Median("cpuUsAtStep10"));
            await SleepersMeasure.RunAsync(Path.Combine(folder, "sleepers"), figures);
            figures.Print();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureRoundAsync(string folder, int round, Figures figures)
    {
        await using var engine = await BenchmarkEngine.OpenAsync(Path.Combine(folder, round.ToString(CultureInfo.InvariantCulture)));
        await AtOnceAsync(engine, figures);
        for (var pair = 0; pair < Pairs; pair++)
        {
            var disk = RawDisk.AppendsPerSecond(folder);
            var sequential = await InSequenceAsync(engine, pair);
            figures.Add("diskAppendsPerSecond", disk);
            figures.Add("sequenceStepsPerSecond", sequential);
            figures.Add("sequenceToDisk", sequential / disk);
        }

        await GrowthMeasure.RunAsync(engine, figures);
        await OneByOneAsync(engine, figures);
    }

    /// <summary>All at once: five steps and a timer each.</summary>
    private static async Task AtOnceAsync(BenchmarkEngine engine, Figures figures)
    {
        var watch = Stopwatch.StartNew();
        var latencies = await Task.WhenAll(Enumerable.Range(0, Instances).Select(async each =>
        {
            var started = watch.Elapsed;
            await engine.RunAsync(BenchmarkEngine.WithTimer, $"at-once-{each}", StepsEach);
            return (watch.Elapsed - started).TotalMilliseconds;
        }));
        var seconds = watch.Elapsed.TotalSeconds;
        Array.Sort(latencies);
        figures.Add("atOnceStepsPerSecond", Instances * StepsEach / seconds);
        figures.Add("atOnceInstancesPerSecond", Instances / seconds);
        figures.Add("atOnceP50Ms", latencies[Instances / 2]);
        figures.Add("atOnceP99Ms", latencies[Instances * 99 / 100]);
    }

    private static async Task<double> InSequenceAsync(BenchmarkEngine engine, int pair)
    {
        var watch = Stopwatch.StartNew();
        await engine.RunAsync(BenchmarkEngine.Sequence, $"sequence-{pair}", LongSequence);
        return LongSequence / watch.Elapsed.TotalSeconds;
    }

    /// <summary>One workflow at a time; its timer must not be early.</summary>
    private static async Task OneByOneAsync(BenchmarkEngine engine, Figures figures)
    {
        for (var each = 0; each < 10; each++)
        {
            var watch = Stopwatch.StartNew();
            await engine.RunAsync(BenchmarkEngine.WithTimer, $"one-{each}", StepsEach);
            if (watch.Elapsed < BenchmarkEngine.Timer)
                throw new InvalidOperationException($"A timer of {BenchmarkEngine.Timer} fired after {watch.Elapsed}.");
            figures.Add("oneWithTimerMs", watch.Elapsed.TotalMilliseconds);
        }
    }
}
