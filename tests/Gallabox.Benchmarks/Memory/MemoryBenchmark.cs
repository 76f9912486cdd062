using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gallabox.Core;
using Gallabox.Core.Numbers;
using Gallabox.Local.Tables;

namespace Gallabox.Benchmarks.Memory;

/// <summary>
/// What the Release host takes of the memory while an hour's load comes in as fast as it is accepted: 10 million statuses of
/// 100,000 numbers. Afterwards the figures of numbers here and there must be exact.
/// </summary>
internal static class MemoryBenchmark
{
    private const int Connections = 4;
    private const int Samples = 200;
    private static readonly TimeSpan between = TimeSpan.FromMilliseconds(100);

    public static async Task RunAsync(int statuses)
    {
        var folder = Directory.CreateTempSubdirectory("gallabox-memory").FullName;
        try
        {
            await AddNumbersAsync(folder);
            await using var host = await ReleaseHost.StartAsync(folder);
            var load = new HourOfLoad(statuses, TimeProvider.System.GetUtcNow());
            await MeasureAsync(host, load, statuses);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(ReleaseHost host, HourOfLoad load, int statuses)
    {
        using var client = new HttpClient { BaseAddress = host.Address, Timeout = TimeSpan.FromMinutes(30) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ReleaseHost.OperatorKey);
        using var over = new CancellationTokenSource();
        var (atRest, watching, clock) = (host.Memory().Resident, WatchAsync(host, over.Token), Stopwatch.StartNew());
        var options = new ParallelOptions { MaxDegreeOfParallelism = Connections };
        await Parallel.ForAsync(0, load.Webhooks, options, async (webhook, stop) =>
        {
            using var request = load.Request(webhook);
            using var answer = await client.SendAsync(request, stop);
            answer.EnsureSuccessStatusCode();
        });
        var accepted = clock.Elapsed;
        await CheckAsync(client, load); // the first answer comes when everything is counted
        var counted = clock.Elapsed;
        await over.CancelAsync();
        var peaks = await watching;
        Print(statuses, atRest, accepted, counted, host.CpuSeconds(), peaks);
    }

    private static async Task<List<(double Resident, double Anonymous)>> WatchAsync(ReleaseHost host, CancellationToken over)
    {
        using var timer = new PeriodicTimer(between);
        var seen = new List<(double, double)>();
        while (!over.IsCancellationRequested)
        {
            seen.Add(host.Memory());
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }

        return seen;
    }

    private static async Task CheckAsync(HttpClient client, HourOfLoad load)
    {
        for (var sample = 0; sample < Samples; sample++)
        {
            var phone = HourOfLoad.Phone(sample * (HourOfLoad.Numbers / Samples));
            var usage = await client.GetFromJsonAsync<JsonNode>(new Uri($"api/numbers/{phone}/usage", UriKind.Relative));
            var (sent, customers) = ((int)usage!["sent30d"]!, (int)usage["distinct24h"]!["number"]!);
            if (sent != load.MessagesANumber || customers != load.MessagesANumber)
                throw new InvalidOperationException($"{phone} has {sent} messages and {customers} customers instead of {load.MessagesANumber} each.");
        }
    }

    private static async Task AddNumbersAsync(string folder)
    {
        await using var tables = SqliteTableStore.Open(folder);
        var numbers = new NumberStore(tables, TimeProvider.System);
        await Parallel.ForAsync(0, HourOfLoad.Numbers, new ParallelOptions { MaxDegreeOfParallelism = 256 }, async (number, _) => await numbers.SaveAsync(new Number
        {
            Phone = PhoneNumber.Parse(HourOfLoad.Phone(number)),
            AccountId = string.Create(CultureInfo.InvariantCulture, $"bench{number % 1000}"),
            Provider = ProviderNames.Meta,
            Identities =
            [
                new(ProviderNames.Meta, new Dictionary<string, string> { ["phoneNumberId"] = HourOfLoad.PhoneId(number), ["wabaId"] = "730015500220011" }, DateTimeOffset.UnixEpoch),
            ],
        }, CancellationToken.None));
    }

    private static void Print(
        int statuses, double atRest, TimeSpan accepted, TimeSpan counted, double cpuSeconds, List<(double Resident, double Anonymous)> seen)
    {
        double[] tenths = [.. seen.Chunk((seen.Count + 9) / 10).Select(tenth => Math.Round(tenth.Max(at => at.Resident)))];
        var figures = new
        {
            benchmark = "memory",
            statuses,
            atRestMb = Math.Round(atRest),
            peakMb = Math.Round(seen.Max(at => at.Resident)),
            peakAnonymousMb = Math.Round(seen.Max(at => at.Anonymous)),
            peakByTenthMb = tenths,
            acceptedSeconds = Math.Round(accepted.TotalSeconds, 1),
            countedSeconds = Math.Round(counted.TotalSeconds, 1),
            cpuSeconds = Math.Round(cpuSeconds, 1),
        };
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            {statuses:N0} statuses of {HourOfLoad.Numbers:N0} numbers: accepted in {figures.acceptedSeconds} s, counted exactly after {figures.countedSeconds} s, {figures.cpuSeconds} s of processor time
              resident memory: {figures.atRestMb} MB at rest, at most {figures.peakMb} MB, of which {figures.peakAnonymousMb} MB not of files; by tenths of the time: {string.Join(", ", tenths)}
            """));
        Console.WriteLine(JsonSerializer.Serialize(figures, Wire.Json));
    }
}
