using Gallabox.Benchmarks.Orchestration;
using Gallabox.Benchmarks.Tables;

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
    default:
        await Console.Error.WriteLineAsync("Name one benchmark: tables, orchestration");
        return 1;
}
