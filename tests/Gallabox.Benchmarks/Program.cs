using System.Globalization;
using System.Text.Json;
using Gallabox.Benchmarks.Ingest;
using Gallabox.Benchmarks.Memory;
using Gallabox.Benchmarks.Metering;
using Gallabox.Benchmarks.Orchestration;
using Gallabox.Benchmarks.Tables;
using Gallabox.Core;

// dotnet run -c Release --project tests/Gallabox.Benchmarks -- NAME
switch (args)
{
    case ["tables"]:
        await TablesBenchmark.RunAsync();
        return 0;
    case ["orchestration"]:
        await OrchestrationBenchmark.RunAsync();
        return 0;
    case [SleepersMeasure.ChildName, var folder]:
        await SleepersMeasure.RunChildAsync(folder);
        return 0;
    case ["ingest", .. var connections]:
        await IngestBenchmark.RunAsync(connections.Length > 0 ? [.. connections.Select(int.Parse)] : [64, 256]);
        return 0;
    case [IngestServers.HostName, var folder]:
        await IngestServers.RunHostAsync(folder);
        return 0;
    case [IngestServers.EchoName]:
        await IngestServers.RunEchoAsync();
        return 0;
    case [IngestServers.StoreName, var kind, var port]:
        await IngestServers.RunStoreAsync(kind, port);
        return 0;
    case [IngestLoad.Name, .. var arguments]:
        await BenchmarkProcess.TellAsync(JsonSerializer.Serialize(await IngestLoad.RunAsync(arguments), Wire.Json));
        return 0;
    case ["metering"]:
        await MeteringBenchmark.RunAsync();
        return 0;
    case ["memory"]:
        await MemoryBenchmark.RunAsync(10_000_000);
        return 0;
    case ["memory", var millions]:
        await MemoryBenchmark.RunAsync(int.Parse(millions, CultureInfo.InvariantCulture) * 1_000_000);
        return 0;
    default:
        await Console.Error.WriteLineAsync("Name one benchmark: tables, orchestration, ingest, metering, memory");
        return 1;
}
