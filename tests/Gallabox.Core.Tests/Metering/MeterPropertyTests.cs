using CsCheck;
using Gallabox.Core.Metering;
using Gallabox.Core.Tables;
using Gallabox.Core.Webhooks;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Gallabox.Core.Tests.Metering;

/// <summary>Whatever order, however often, however late: the figures equal a recount. CsCheck prints the seed of a failure.</summary>
public sealed class MeterPropertyTests
{
    private static readonly DateTimeOffset now = new(2026, 3, 10, 15, 20, 40, TimeSpan.Zero);
    private static readonly MeteredNumber[] numbers =
    [
        new(PhoneNumber.Parse("+919876543210"), "1"),
        new(PhoneNumber.Parse("+919876543211"), "1"),
        new(PhoneNumber.Parse("+14155550132"), null),
    ];

    private static readonly Gen<MessageEventTraits> traits = Gen.Frequency(
        (6, Gen.Const(MessageEventTraits.Priced)),
        (2, Gen.Const(MessageEventTraits.Priced | MessageEventTraits.Paid)),
        (1, Gen.Const(MessageEventTraits.None)),
        (1, Gen.Const(MessageEventTraits.Priced | MessageEventTraits.Group)));

    private static readonly Gen<MessageEventKind> kinds = Gen.Frequency(
        (5, Gen.Const(MessageEventKind.Delivered)), (4, Gen.Const(MessageEventKind.Sent)), (3, Gen.Const(MessageEventKind.Inbound)),
        (1, Gen.Const(MessageEventKind.Linked)), (1, Gen.Const(MessageEventKind.Failed)), (1, Gen.Const(MessageEventKind.InboundDoubtful)));

    private static readonly Gen<MeterOptions> anyOptions = Gen.Select(Gen.Bool, Gen.Bool, (sent, doubtful) => new MeterOptions
    {
        CustomerMoment = sent ? CustomerMoment.Sent : CustomerMoment.Delivered,
        DoubtfulMessagesOpenWindow = doubtful,
    });

    /// <summary>Events of the last 30 hours and the next two: people come with one id, the other, or both.</summary>
    private static readonly Gen<StreamEvent> recent = Stream(-30 * 3600, 2 * 3600);

    /// <summary>Events of the last 40 days and the next one.</summary>
    private static readonly Gen<StreamEvent> old = Stream(-40 * 24 * 3600, 24 * 3600);

    private static Gen<StreamEvent> Stream(int from, int to) => Gen.Select(
        Gen.Int[0, 2], kinds, traits, Gen.Int[from, to], Gen.ULong[1, 60], Gen.Int[1, 12], Gen.Int[0, 2], (number, kind, trait, offset, message, person, ids) =>
            new StreamEvent(numbers[number], new MessageEvent(
                kind, kind is MessageEventKind.Inbound ? default : trait, (uint)(now.ToUnixTimeSeconds() + offset), message * 0x9E3779B97F4A7C15,
                ids is 0 or 2 ? (ulong)person * 1000 : 0, ids is 1 or 2 ? (ulong)person * 1000 + 7 : 0)));

    [Fact]
    public void Customers_equal_a_recount_in_any_order_and_number_of_deliveries() => Gen.Select(recent.Array[0, 60], anyOptions, Gen.Int[0, int.MaxValue]).Sample(
        (events, options, seed) => HoldsAsync(events, options, new Random(seed), 20).GetAwaiter().GetResult(), iter: 1500);

    /// <summary>So many that chunks are closed: most are met once, some again after their chunk was closed.</summary>
    [Fact]
    public void Customers_equal_a_recount_over_many_chunks() => Gen.Int[0, int.MaxValue].Sample(
        seed => HoldsAsync(Many(seed, 6_000, -20 * 3600), new MeterOptions(), new Random(seed), 2_000).GetAwaiter().GetResult(), iter: 3);

    [Fact]
    public void Sent_messages_equal_a_recount_over_forty_days() => Gen.Select(old.Array[0, 300], Gen.Int[0, int.MaxValue]).Sample(
        (events, seed) => SentHoldsAsync(events, new Random(seed), 20).GetAwaiter().GetResult(), iter: 300);

    [Fact]
    public void Sent_messages_equal_a_recount_over_many_chunks() => Gen.Int[0, int.MaxValue].Sample(
        seed => SentHoldsAsync(Many(seed, 30_000, -12 * 3600), new Random(seed), 4_000).GetAwaiter().GetResult(), iter: 5);

    private static StreamEvent[] Many(int seed, int count, int from)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(index => new StreamEvent(numbers[random.Next(2)], new MessageEvent(
            index % 2 == 0 ? MessageEventKind.Sent : index % 50 == 1 ? MessageEventKind.Inbound : MessageEventKind.Delivered, MessageEventTraits.Priced,
            (uint)(now.ToUnixTimeSeconds() + random.Next(from, 0)), (ulong)random.NextInt64(1, long.MaxValue),
            index % 7 == 0 ? (ulong)random.Next(1, count) << 20 : 0, (ulong)random.Next(1, count) * 0x9E3779B97F4A7C15)))];
    }

    internal static async Task<bool> HoldsAsync(StreamEvent[] events, MeterOptions options, Random random, int largestBatch)
    {
        var tables = new InMemoryTableStore();
        await ApplyAsync(tables, events, options, random, largestBatch);
        var recount = new Recount(events, options);
        var reader = new MeterStore(tables);
        foreach (var asOf in (DateTimeOffset[])[now, now.AddMinutes(31), now.AddHours(5), now.AddHours(23), now.AddHours(30)])
        {
            foreach (var number in numbers)
            {
                var read = await reader.ReadCustomersAsync(number, LimitScope.Portfolio, asOf, CancellationToken.None);
                Assert.Equal(recount.Distinct24Hours(number.Scope, null, asOf), read.Portfolio);
                Assert.Equal(recount.Distinct24Hours(number.Scope, number.Phone, asOf), read.Number);
            }
        }

        return true;
    }

    private static async Task<bool> SentHoldsAsync(StreamEvent[] events, Random random, int largestBatch)
    {
        var tables = new InMemoryTableStore();
        await ApplyAsync(tables, events, new MeterOptions(), random, largestBatch);
        var recount = new Recount(events, new MeterOptions());
        foreach (var asOf in (DateTimeOffset[])[now, now.AddHours(3), now.AddDays(1)])
        {
            foreach (var number in numbers)
            {
                var read = await new MeterStore(tables).ReadSentAsync(number.Phone, asOf, CancellationToken.None);
                Assert.Equal(recount.Sent30Days(number.Phone, asOf), read.Sent30Days);
                Assert.Equal(read.Sent30Days, read.Daily.Sum(day => day.Sent));
                Assert.Equal(recount.LastPaid(number.Phone), read.LastPaidAt);
            }
        }

        return true;
    }

    /// <summary>
    /// Shuffles, repeats some, cuts into batches, runs batches again as after a crash, lets two hosts take turns, and restarts them now and then.
    /// </summary>
    private static async Task ApplyAsync(InMemoryTableStore tables, StreamEvent[] events, MeterOptions options, Random random, int largestBatch)
    {
        StreamEvent[] delivered = [.. events, .. events.Where(_ => random.Next(3) == 0)];
        random.Shuffle(delivered);
        Meter[] hosts = [Create(tables, options), Create(tables, options)];
        for (var at = 0; at < delivered.Length;)
        {
            var size = random.Next(1, largestBatch);
            var batch = delivered[at..Math.Min(at + size, delivered.Length)];
            await ApplyAsync(hosts[random.Next(2)], batch);
            if (random.Next(4) == 0)
                await ApplyAsync(hosts[random.Next(2)], batch);
            if (random.Next(3) == 0)
                hosts[random.Next(2)] = Create(tables, options);
            at += size;
        }
    }

    private static async Task ApplyAsync(Meter meter, StreamEvent[] batch)
    {
        foreach (var scope in batch.GroupBy(item => item.Number.Scope))
            await meter.CountAsync(
                [.. scope.GroupBy(item => item.Number).Select(number => new NumberEvents(number.Key, [.. number.Select(item => item.Event)]))], CancellationToken.None);
    }

    private static Meter Create(InMemoryTableStore tables, MeterOptions options) => new(tables, options, new FakeTimeProvider(now));
}
