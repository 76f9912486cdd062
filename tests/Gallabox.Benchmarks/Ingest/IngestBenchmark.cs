using System.Globalization;
using System.Text.Json;
using Gallabox.Core;
using Gallabox.Core.Numbers;
using Gallabox.Local.Tables;

namespace Gallabox.Benchmarks.Ingest;

/// <summary>
/// Webhooks accepted durably and counted by the Release host, beside a bare echo on the same server. Rounds alternate; the load has
/// a process of its own; medians of the rounds' ratios count. At the end everything must be counted exactly once.
/// </summary>
internal static class IngestBenchmark
{
    private const int Rounds = 5;
    private const int Seconds = 3;
    private const int MessagesARound = 102_400;

    public static async Task RunAsync()
    {
        foreach (var connections in (int[])[64, 256])
            await MeasureAsync(connections);
    }

    private static async Task MeasureAsync(int connections)
    {
        var folder = Directory.CreateTempSubdirectory("gallabox-ingest").FullName;
        try
        {
            await AddNumbersAsync(folder);
            using var host = BenchmarkProcess.Start(IngestServers.HostName, folder);
            using var echo = BenchmarkProcess.Start(IngestServers.EchoName);
            var (hostPort, echoPort) = (await host.LineAsync(), await echo.LineAsync());
            var rounds = new List<Round>();
            var sent = 0;
            for (var round = 0; round <= Rounds; round++)
            {
                var bare = await LoadAsync(echo, echoPort, "/echo", connections, round);
                var full = await LoadAsync(host, hostPort, "/webhooks/meta", connections, round);
                sent += full.Result.Sent;
                if (round > 0) // the first warms up
                    rounds.Add(new Round(bare, full));
            }

            var memory = host.Usage().Megabytes;
            var counted = int.Parse(await host.EndAsync(), CultureInfo.InvariantCulture);
            await echo.EndAsync();
            Print(connections, rounds, sent, counted, memory);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Measured> LoadAsync(BenchmarkProcess server, string port, string path, int connections, int round)
    {
        var before = server.Usage().Microseconds;
        using var load = BenchmarkProcess.Start(
            IngestLoad.Name, port, path, Text(connections), Text(Seconds), Text(round * MessagesARound), Text(MessagesARound));
        var result = JsonSerializer.Deserialize<LoadResult>(await load.EndAsync(), Wire.Json)!;
        // The warm-up's requests are in the processor time and not in the count: half a second of three and a half.
        var requests = result.Requests * (Seconds + 0.5) / Seconds;
        return new Measured(result, (server.Usage().Microseconds - before) / requests);
    }

    private static async Task AddNumbersAsync(string folder)
    {
        await using var tables = SqliteTableStore.Open(folder);
        var numbers = new NumberStore(tables, TimeProvider.System);
        for (var number = 0; number < SampleWebhooks.Numbers; number++)
            await numbers.SaveAsync(new Number
            {
                Phone = PhoneNumber.Parse(SampleWebhooks.Phone(number)),
                AccountId = "bench",
                Provider = ProviderNames.Meta,
                Identities =
                [
                    new(ProviderNames.Meta, new Dictionary<string, string> { ["phoneNumberId"] = SampleWebhooks.PhoneId(number), ["wabaId"] = "730015500220011" }, DateTimeOffset.UnixEpoch),
                ],
            }, CancellationToken.None);
    }

    private static void Print(int connections, List<Round> rounds, int sent, int counted, double memory)
    {
        var figures = new
        {
            benchmark = "ingest",
            connections,
            echoPerSecond = Median(rounds, round => round.Echo.PerSecond),
            acceptedPerSecond = Median(rounds, round => round.Host.PerSecond),
            ratio = Median(rounds, round => round.Host.PerSecond / round.Echo.PerSecond),
            echoCpu = Median(rounds, round => round.Echo.CpuMicroseconds),
            acceptedCpu = Median(rounds, round => round.Host.CpuMicroseconds),
            cpuRatio = Median(rounds, round => round.Host.CpuMicroseconds / round.Echo.CpuMicroseconds),
            echoP99Ms = Median(rounds, round => round.Echo.Result.P99Ms),
            p50Ms = Median(rounds, round => round.Host.Result.P50Ms),
            p99Ms = Median(rounds, round => round.Host.Result.P99Ms),
            refused = rounds.Sum(round => round.Host.Result.Refused),
            sent,
            counted,
            memoryMb = memory,
        };
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            {connections} connections   echo {figures.echoPerSecond:N0}/s   accepted {figures.acceptedPerSecond:N0}/s   ratio {figures.ratio:F2} [{rounds.Min(round => round.Host.PerSecond / round.Echo.PerSecond):F2}..{rounds.Max(round => round.Host.PerSecond / round.Echo.PerSecond):F2}]
              CPU/request us   echo {figures.echoCpu:F1}   accepted and counted {figures.acceptedCpu:F1}   ratio {figures.cpuRatio:F2}
              p50 {figures.p50Ms:F1} ms   p99 {figures.p99Ms:F1} ms (echo {figures.echoP99Ms:F1})   sent {sent:N0}   counted {counted:N0}   refused {figures.refused}   memory {memory:F0} MB
            """));
        Console.WriteLine(JsonSerializer.Serialize(figures, Wire.Json));
        if (sent != counted)
            throw new InvalidOperationException($"{sent} were accepted, and {counted} counted.");
    }

    private static double Median(List<Round> rounds, Func<Round, double> figure)
    {
        var ordered = rounds.Select(figure).Order().ToArray();
        return Math.Round(ordered[ordered.Length / 2], 3);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Measured(LoadResult Result, double CpuMicroseconds)
    {
        public double PerSecond => Result.Requests / Result.Seconds;
    }

    private sealed record Round(Measured Echo, Measured Host);
}
