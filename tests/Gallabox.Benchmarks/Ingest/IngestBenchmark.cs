using System.Globalization;
using System.Text.Json;
using Gallabox.Benchmarks.Ingest.Stores;
using Gallabox.Core;
using Gallabox.Core.Numbers;
using Gallabox.Local.Tables;

namespace Gallabox.Benchmarks.Ingest;

/// <summary>
/// Webhooks accepted durably and counted by the Release host, beside a bare echo on the same server, and beside Redis and PostgreSQL
/// behind the same server and endpoint where they are installed. Rounds alternate; the load has a process of its own; medians of the
/// rounds' ratios count. Each waits until all is worked off before the next begins, and at the end everything must be counted once.
/// </summary>
internal static class IngestBenchmark
{
    private const int Rounds = 5;
    private const int Seconds = 3;
    private const int MessagesARound = 153_600;

    private static readonly (string Name, Func<Task<IForeignServer?>> StartAsync)[] stores =
        [(RedisServer.Name, RedisServer.StartAsync), (PostgresServer.Name, PostgresServer.StartAsync)];

    /// <param name="connections">How many requests are under way at once, each number for a measurement of its own.</param>
    public static async Task RunAsync(IReadOnlyList<int> connections)
    {
        foreach (var each in connections)
            await MeasureAsync(each);
    }

    private static async Task MeasureAsync(int connections)
    {
        var folder = Directory.CreateTempSubdirectory("gallabox-ingest").FullName;
        var (servers, contenders) = (new List<IForeignServer>(), new List<Contender>());
        try
        {
            await AddNumbersAsync(folder);
            contenders.Add(await Contender.StartAsync("echo", "/echo", IngestServers.EchoName));
            contenders.Add(await Contender.StartAsync("gallabox", Contender.Webhooks, IngestServers.HostName, folder));
            foreach (var (name, startAsync) in stores)
                await AddAsync(name, await startAsync(), servers, contenders);
            for (var round = 0; round <= Rounds; round++)
                foreach (var contender in contenders)
                    await contender.LoadAsync(connections, Seconds, round * MessagesARound, MessagesARound, isKept: round > 0); // the first warms up
            IngestReport.Print(connections, contenders);
            foreach (var contender in contenders)
                await contender.EndAsync();
        }
        finally
        {
            contenders.ForEach(contender => contender.Dispose());
            foreach (var server in servers)
                await server.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task AddAsync(string name, IForeignServer? server, List<IForeignServer> servers, List<Contender> contenders)
    {
        if (server is null)
        {
            Console.WriteLine($"{name} is left out: it is not installed.");
            return;
        }

        servers.Add(server);
        contenders.Add(await Contender.StartAsync(name, Contender.Webhooks, IngestServers.StoreName, name, server.Port));
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
}
