using Gallabox.Benchmarks.Tables;

// dotnet run -c Release --project tests/Gallabox.Benchmarks -- NAME
switch (args)
{
    case ["tables"]:
        await TablesBenchmark.RunAsync();
        return 0;
    default:
        await Console.Error.WriteLineAsync("Name one benchmark: tables");
        return 1;
}
