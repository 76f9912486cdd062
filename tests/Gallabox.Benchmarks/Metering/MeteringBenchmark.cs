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

    public static async Task RunAsync()
    {
        await WebhookMeasure.RunAsync();
        await CountAsync("1 number, 10 million a month", 1, 10_000_000, TimeSpan.FromDays(30), 250_000, customers: false);
        await CountAsync("1 number, 1,000 a batch", 1, 500_000, TimeSpan.FromDays(1), 1_000, customers: false);
        await CountAsync("1,000 numbers", 1_000, 2_000_000, TimeSpan.FromHours(12), 250_000, customers: false);
        await CountAsync("100,000 numbers, 10 million in an hour", 100_000, 10_000_000, TimeSpan.FromHours(1), 1_000_000, customers: false);
        await CountAsync("1 number, 100,000 customers in 24 h", 1, 100_000, TimeSpan.FromHours(23), 1_000, customers: true);
        await CountAsync("100 numbers, 1,000 customers each", 100, 100_000, TimeSpan.FromHours(23), 10_000, customers: true);
    }

    private static async Task CountAsync(string name, int numbers, int messages, TimeSpan span, int batch, bool customers)
    {
        var folder = Directory.CreateTempSubdirectory("gallabox-metering").FullName;
        try
        {
            var figures = await MeasureAsync(name, folder, numbers, messages, span, batch, customers);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
                {figures.Name}: {figures.EventsPerSecond:N0} events/s, {figures.BytesEach:F1} bytes each on the disk, {figures.TransactionsPer1000:F2} transactions per 1000
                  query: {figures.RowsPerQuery} rows, {figures.QueryMs:F3} ms; memory {figures.MemoryMb:F0} MB
                """));
            Console.WriteLine(JsonSerializer.Serialize(figures, Wire.Json));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Figures> MeasureAsync(
        string name, string folder, int numbers, int messages, TimeSpan span, int batch, bool customers)
    {
        var time = new FakeTimeProvider(start);
        var (seconds, transactions, peak) = (0.0, 0L, 0L);
        (long Rows, double Ms) query;
        await using (var sqlite = SqliteTableStore.Open(folder))
        {
            var tables = new CountingStore(sqlite);
            var meter = new Meter(tables, new MeterOptions(), time);
            var watch = new Stopwatch();
            for (var first = 0; first < messages; first += batch)
            {
                time.SetUtcNow(start + span * Math.Min(1, (double)(first + batch) / messages));
                var scopes = Batch(numbers, first, Math.Min(batch, messages - first), messages, span, customers);
                watch.Start();
                await Parallel.ForEachAsync(scopes, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (scope, stop) => await meter.CountAsync([scope], stop));
                watch.Stop();
                peak = Math.Max(peak, Environment.WorkingSet);
            }

            (seconds, transactions) = (watch.Elapsed.TotalSeconds, tables.Transactions);
            query = await QueryAsync(tables, time.GetUtcNow(), numbers, messages, customers);
        }

        var bytes = Directory.EnumerateFiles(folder).Sum(file => new FileInfo(file).Length);
        return new Figures(
            name, messages / seconds, (double)bytes / messages, transactions * 1000.0 / messages, query.Rows, query.Ms, peak / 1048576.0);
    }

    private static List<NumberEvents> Batch(int numbers, int first, int count, int messages, TimeSpan span, bool customers)
    {
        var each = new List<MessageEvent>[numbers];
        for (var index = first; index < first + count; index++)
        {
            var at = (uint)(start.ToUnixTimeSeconds() + (long)(span.TotalSeconds * index / messages));
            var hash = IdHash.Of(BitConverter.GetBytes(index));
            (each[index % numbers] ??= []).Add(customers
                ? new MessageEvent(MessageEventKind.Delivered, MessageEventTraits.Priced, at, hash, 0, hash)
                : new MessageEvent(MessageEventKind.Sent, MessageEventTraits.Priced, at, hash, 0, hash));
        }

        var found = new List<NumberEvents>();
        for (var number = 0; number < numbers; number++)
            if (each[number] is { } events)
                found.Add(new NumberEvents(Number(number), events));
        return found;
    }

    private static async Task<(long Rows, double Ms)> QueryAsync(CountingStore tables, DateTimeOffset now, int numbers, int messages, bool customers)
    {
        const int Repeats = 200;
        var store = new MeterStore(tables);
        var (watch, before, counted) = (new Stopwatch(), tables.RowsRead, 0L);
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            watch.Start();
            var sent = await store.ReadSentAsync(Number(repeat % numbers).Phone, now, CancellationToken.None);
            var distinct = await store.ReadCustomersAsync(Number(repeat % numbers), now, CancellationToken.None);
            watch.Stop();
            counted = customers ? distinct.Number : sent.Sent30Days;
        }

        if (counted != messages / numbers)
            throw new InvalidOperationException($"{counted} were counted instead of {messages / numbers}.");
        return ((tables.RowsRead - before) / Repeats, watch.Elapsed.TotalMilliseconds / Repeats);
    }

    private static MeteredNumber Number(int number)
    {
        var phone = PhoneNumber.Parse((919_800_000_000 + number).ToString(CultureInfo.InvariantCulture));
        return new MeteredNumber(phone, "phone:" + phone.E164);
    }

    private sealed record Figures(
        string Name, double EventsPerSecond, double BytesEach, double TransactionsPer1000, long RowsPerQuery, double QueryMs, double MemoryMb);
}
