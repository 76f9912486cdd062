using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Gallabox.Core.Tables;
using Gallabox.Local.Tables;

namespace Gallabox.Benchmarks.Tables;

/// <summary>
/// Durable single-row inserts of 170 bytes (a journaled step) against the raw append and flush of the same disk in the same run:
/// one caller alone, and 1,000 at once, each in a partition of its own. Rounds alternate; medians count.
/// </summary>
internal static class TablesBenchmark
{
    private const int Rounds = 5;
    private const int Callers = 1_000;
    private static readonly TimeSpan slice = TimeSpan.FromSeconds(1.5);
    private static readonly byte[] payload = new byte[170];

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("gallabox-tables").FullName;
        try
        {
            var series = new Series();
            await using (var store = SqliteTableStore.Open(folder))
                await MeasureAsync(store, folder, series);
            await MeasureReopenAsync(folder, series);
            series.Print();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(SqliteTableStore store, string folder, Series series)
    {
        for (var round = 0; round <= Rounds; round++)
        {
            var raw = AppendAndFlush(Path.Combine(folder, "raw"));
            var sequential = await InsertAsync(store, $"s{round}", 1);
            var concurrent = await InsertAsync(store, $"c{round}", Callers);
            var reads = await ReadAsync(store, $"c{round}");
            series.Rows += sequential.Count + concurrent.Count;
            if (round > 0) // the first warms up
                series.Add(raw, sequential, concurrent, reads);
        }
    }

    private static async Task MeasureReopenAsync(string folder, Series series)
    {
        var watch = Stopwatch.StartNew();
        await using var store = SqliteTableStore.Open(folder);
        _ = await store.FindAsync("Steps", "c0-0", "00000000", CancellationToken.None)
            ?? throw new InvalidOperationException("An acknowledged row is missing.");
        series.ReopenMs = watch.Elapsed.TotalMilliseconds;
    }

    private static double AppendAndFlush(string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var watch = Stopwatch.StartNew();
        var count = 0;
        for (; watch.Elapsed < slice; count++)
        {
            file.Write(payload);
            file.Flush(flushToDisk: true);
        }

        return count / watch.Elapsed.TotalSeconds;
    }

    private static async Task<Rate> InsertAsync(SqliteTableStore store, string prefix, int callers)
    {
        var latencies = new List<double>[callers];
        var allocated = GC.GetTotalAllocatedBytes();
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var own = latencies[caller] = [];
            for (var step = 0; watch.Elapsed < slice; step++)
            {
                var started = watch.Elapsed;
                var row = step.ToString("D8", CultureInfo.InvariantCulture);
                await store.WriteAsync("Steps", $"{prefix}-{caller}", [new TableWrite.Insert(row, payload)], CancellationToken.None);
                own.Add((watch.Elapsed - started).TotalMilliseconds);
            }
        })));
        var seconds = watch.Elapsed.TotalSeconds;
        var all = latencies.SelectMany(own => own).Order().ToList();
        return new Rate(all.Count, all.Count / seconds, all[all.Count / 2], all[all.Count * 99 / 100],
            (GC.GetTotalAllocatedBytes() - allocated) / (double)all.Count);
    }

    private static async Task<double> ReadAsync(SqliteTableStore store, string prefix)
    {
        var watch = Stopwatch.StartNew();
        var count = 0;
        for (; watch.Elapsed < slice / 3; count++)
            if (await store.FindAsync("Steps", $"{prefix}-{count % Callers}", "00000000", CancellationToken.None) is null)
                throw new InvalidOperationException("An acknowledged row is missing.");
        return count / watch.Elapsed.TotalSeconds;
    }

    private sealed record Rate(int Count, double PerSecond, double P50, double P99, double Bytes);

    private sealed class Series
    {
        private readonly List<(double Raw, Rate Sequential, Rate Concurrent, double Reads)> rounds = [];

        public int Rows { get; set; }

        public double ReopenMs { get; set; }

        public void Add(double raw, Rate sequential, Rate concurrent, double reads) => rounds.Add((raw, sequential, concurrent, reads));

        public void Print()
        {
            var figures = new
            {
                benchmark = "tables",
                rawAppendFlushPerSecond = Median(round => round.Raw),
                sequentialPerSecond = Median(round => round.Sequential.PerSecond),
                sequentialToRaw = Median(round => round.Sequential.PerSecond / round.Raw),
                sequentialP50Ms = Median(round => round.Sequential.P50),
                sequentialP99Ms = Median(round => round.Sequential.P99),
                callers = Callers,
                concurrentPerSecond = Median(round => round.Concurrent.PerSecond),
                concurrentP50Ms = Median(round => round.Concurrent.P50),
                concurrentP99Ms = Median(round => round.Concurrent.P99),
                concurrentBytesPerWrite = Median(round => round.Concurrent.Bytes),
                readsPerSecond = Median(round => round.Reads),
                rows = Rows,
                reopenMs = Math.Round(ReopenMs, 1),
            };
            var json = JsonSerializer.Serialize(figures);
            foreach (var figure in JsonDocument.Parse(json).RootElement.EnumerateObject())
                Console.WriteLine($"{figure.Name,-28} {figure.Value}");
            Console.WriteLine(json);
        }

        private double Median(Func<(double Raw, Rate Sequential, Rate Concurrent, double Reads), double> figure) =>
            Math.Round(rounds.Select(figure).Order().ElementAt(rounds.Count / 2), 3);
    }
}
