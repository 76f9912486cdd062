using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Gallabox.Core;
using Gallabox.Core.Metering;
using Gallabox.Core.Webhooks;
using Gallabox.Local.Tables;
using Microsoft.Extensions.Time.Testing;

namespace Gallabox.Benchmarks.Metering;

/// <summary>What counting costs: events a second, bytes a message and a customer, rows read a query, transactions per 1000 statuses.</summary>
internal static class MeteringBenchmark
{
    private static readonly DateTimeOffset start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Load[] loads =
    [
        new("1 number, 10 million a month", 1, 10_000_000, TimeSpan.FromDays(30), 250_000),
        new("1 number, 1,000 a batch", 1, 500_000, TimeSpan.FromDays(1), 1_000),
        new("1,000 numbers, 2 million in 12 hours", 1_000, 2_000_000, TimeSpan.FromHours(12), 250_000),
        new("100,000 numbers, 10 million in an hour", 100_000, 10_000_000, TimeSpan.FromHours(1), 1_000_000),
        new("100,000 numbers, 10 million in a month", 100_000, 10_000_000, TimeSpan.FromDays(30), 1_000_000),
        new("1 number, 100,000 customers in 24 h", 1, 100_000, TimeSpan.FromHours(23), 1_000) { Customers = Ids.One },
        new("1 number, 100,000 customers, two ids each", 1, 100_000, TimeSpan.FromHours(23), 1_000) { Customers = Ids.Two },
        new("100 numbers, 1,000 customers each", 100, 100_000, TimeSpan.FromHours(23), 10_000) { Customers = Ids.One },
        new("1,000 numbers, 100 customers each", 1_000, 100_000, TimeSpan.FromHours(23), 10_000) { Customers = Ids.One },
    ];

    public static async Task RunAsync()
    {
        foreach (var status in (string[])["sent", "delivered"])
            await WebhookMeasure.RunAsync(status);
        foreach (var load in loads)
            await CountAsync(load);
    }

    private static async Task CountAsync(Load load)
    {
        var folder = Directory.CreateTempSubdirectory("gallabox-metering").FullName;
        try
        {
            var figures = await MeasureAsync(load, folder);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
                {figures.Name}: {figures.EventsPerSecond:N0} events/s, {figures.BytesEach:F1} bytes each on the disk, {figures.TransactionsPer1000:F2} transactions per 1000
                  query: {figures.RowsPerQuery} rows, {figures.QueryMs:F3} ms
                """));
            Console.WriteLine(JsonSerializer.Serialize(figures, Wire.Json));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Figures> MeasureAsync(Load load, string folder)
    {
        var time = new FakeTimeProvider(start);
        var (seconds, transactions) = (0.0, 0L);
        (long Rows, double Ms) query;
        await using (var sqlite = SqliteTableStore.Open(folder))
        {
            var tables = new CountingStore(sqlite);
            var meter = new Meter(tables, new MeterOptions(), time);
            var watch = new Stopwatch();
            for (var first = 0; first < load.Events; first += load.Batch)
            {
                time.SetUtcNow(start + load.Span * Math.Min(1, (double)(first + load.Batch) / load.Events));
                var scopes = Batch(load, first);
                watch.Start();
                await Parallel.ForEachAsync(scopes, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (scope, stop) => await meter.CountAsync([scope], stop));
                watch.Stop();
            }

            (seconds, transactions) = (watch.Elapsed.TotalSeconds, tables.Transactions);
            query = await QueryAsync(tables, time.GetUtcNow(), load);
        }

        var bytes = Directory.EnumerateFiles(folder).Sum(file => new FileInfo(file).Length);
        return new Figures(
            load.Name, load.Events / seconds, (double)bytes / load.Events, transactions * 1000.0 / load.Events, query.Rows, query.Ms);
    }

    private static List<NumberEvents> Batch(Load load, int first)
    {
        var each = new List<MessageEvent>[load.Numbers];
        for (var index = first; index < Math.Min(first + load.Batch, load.Events); index++)
        {
            var at = (uint)(start.ToUnixTimeSeconds() + (long)(load.Span.TotalSeconds * index / load.Events));
            var hash = IdHash.Of(BitConverter.GetBytes(index));
            (each[index % load.Numbers] ??= []).Add(new MessageEvent(
                load.Customers is Ids.None ? MessageEventKind.Sent : MessageEventKind.Delivered, MessageEventTraits.Priced, at, hash,
                load.Customers is Ids.Two ? ~hash : 0, hash));
        }

        var found = new List<NumberEvents>();
        for (var number = 0; number < load.Numbers; number++)
            if (each[number] is { } events)
                found.Add(new NumberEvents(Number(number), events));
        return found;
    }

    private static async Task<(long Rows, double Ms)> QueryAsync(CountingStore tables, DateTimeOffset now, Load load)
    {
        const int Repeats = 200;
        var store = new MeterStore(tables);
        var (watch, before, counted) = (new Stopwatch(), tables.RowsRead, 0L);
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            watch.Start();
            var sent = await store.ReadSentAsync(Number(repeat % load.Numbers).Phone, now, CancellationToken.None);
            var distinct = await store.ReadCustomersAsync(Number(repeat % load.Numbers), LimitScope.Portfolio, now, CancellationToken.None);
            watch.Stop();
            counted = load.Customers is not Ids.None ? distinct.Number : sent.Sent30Days;
        }

        if (counted != load.Events / load.Numbers)
            throw new InvalidOperationException($"{counted} were counted instead of {load.Events / load.Numbers}.");
        return ((tables.RowsRead - before) / Repeats, watch.Elapsed.TotalMilliseconds / Repeats);
    }

    private static MeteredNumber Number(int number)
    {
        return new MeteredNumber(PhoneNumber.Parse((919_800_000_000 + number).ToString(CultureInfo.InvariantCulture)), null);
    }

    /// <summary>Which ids the deliveries name; without any, sent messages are counted instead of customers.</summary>
    private enum Ids
    {
        None,
        One,

        /// <summary>The phone number and the business-scoped user id.</summary>
        Two,
    }

    /// <param name="Events">In all, of the numbers in turn, each another message and customer.</param>
    private sealed record Load(string Name, int Numbers, int Events, TimeSpan Span, int Batch)
    {
        public Ids Customers { get; init; }
    }

    private sealed record Figures(
        string Name, double EventsPerSecond, double BytesEach, double TransactionsPer1000, long RowsPerQuery, double QueryMs);
}
