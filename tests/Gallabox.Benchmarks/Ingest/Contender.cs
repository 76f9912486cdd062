using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Gallabox.Core;

namespace Gallabox.Benchmarks.Ingest;

/// <summary>One round of load on one server.</summary>
/// <param name="CpuMicroseconds">Processor time of the server's process for each request, until all was worked off.</param>
/// <param name="SettleMs">From the last answer until then.</param>
internal sealed record Measured(LoadResult Load, double CpuMicroseconds, double SettleMs)
{
    public double PerSecond => Load.Requests / Load.Seconds;
}

/// <summary>A server under load, in a process of its own.</summary>
internal sealed class Contender : IDisposable
{
    public const string Webhooks = "/webhooks/meta";

    private readonly BenchmarkProcess server;
    private readonly string path;
    private readonly string port;
    private int sent;

    private Contender(string name, string path, BenchmarkProcess server, string port) =>
        (Name, this.path, this.server, this.port) = (name, path, server, port);

    public string Name { get; }

    public List<Measured> Rounds { get; } = [];

    /// <summary>Resident memory at the last round's end.</summary>
    public double Megabytes { get; private set; }

    public static async Task<Contender> StartAsync(string name, string path, params string[] arguments)
    {
        var server = BenchmarkProcess.Start(arguments);
        return new Contender(name, path, server, await server.LineAsync());
    }

    public async Task LoadAsync(int connections, int seconds, int first, int messages, bool isKept)
    {
        var before = server.Usage().Microseconds;
        using var load = BenchmarkProcess.Start(IngestLoad.Name, port, path, Text(connections), Text(seconds), Text(first), Text(messages));
        var result = JsonSerializer.Deserialize<LoadResult>(await load.EndAsync(), Wire.Json)!;
        var watch = Stopwatch.StartNew();
        await server.AskAsync(IngestServers.Settle);
        var (used, megabytes) = server.Usage();
        sent += result.Sent;
        Megabytes = megabytes;
        if (isKept)
            Rounds.Add(new Measured(result, (used - before) / result.All, watch.Elapsed.TotalMilliseconds));
    }

    /// <summary>Ends the server.</summary>
    /// <exception cref="InvalidOperationException">It did not count what it had accepted, or not once.</exception>
    public async Task EndAsync()
    {
        var counted = int.Parse(await server.EndAsync(), CultureInfo.InvariantCulture);
        if (path == Webhooks && counted != sent)
            throw new InvalidOperationException($"{Name}: {sent} were accepted, and {counted} counted.");
    }

    public void Dispose() => server.Dispose();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
