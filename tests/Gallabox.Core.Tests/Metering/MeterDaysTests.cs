using CsCheck;
using Gallabox.Core.Metering;
using Gallabox.Core.Tables;
using Gallabox.Core.Webhooks;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Gallabox.Core.Tests.Metering;

/// <summary>
/// Days go by, and what is older than two is forgotten: people come with one id, the other, or both, hosts start anew at any
/// time, and nobody who counts is lost. CsCheck prints the seed of a failure.
/// </summary>
public sealed class MeterDaysTests
{
    private const int Hour = 3600;
    private const int Hours = 150;
    private static readonly DateTimeOffset start = new(2026, 3, 10, 15, 20, 40, TimeSpan.Zero);
    private static readonly MeteredNumber[] numbers =
    [
        new(PhoneNumber.Parse("+919876543210"), "1"),
        new(PhoneNumber.Parse("+919876543211"), "1"),
        new(PhoneNumber.Parse("+14155550132"), null),
    ];

    [Fact]
    public async Task Who_was_just_contacted_counts_however_long_ago_both_ids_were_seen_together()
    {
        var stream = new[] { (0, 7UL, 8UL), (46, 7UL, 0UL), (47, 0UL, 8UL), (52, 7UL, 8UL), (53, 7UL, 8UL) };
        var tables = new InMemoryTableStore();
        foreach (var (hour, user, phone) in stream)
            await CountAsync(Create(tables, new FakeTimeProvider(start.AddHours(hour))), [Event(0, MessageEventKind.Delivered, hour * Hour, user, phone)]);

        foreach (var hour in (int[])[52, 53, 60, 70])
            Assert.Equal(1, (await new MeterStore(tables).ReadCustomersAsync(numbers[0], LimitScope.Portfolio, start.AddHours(hour), CancellationToken.None)).Portfolio);
    }

    /// <summary>Ids that were last seen together long ago may count as two people, never as none.</summary>
    [Fact]
    public void Customers_are_never_fewer_than_a_recount() => Gen.Int[0, int.MaxValue].Sample(
        seed => HoldsAsync(new Random(seed), seenTogether: false).GetAwaiter().GetResult(), iter: 100);

    [Fact]
    public void Customers_whose_ids_are_seen_together_every_day_equal_a_recount() => Gen.Int[0, int.MaxValue].Sample(
        seed => HoldsAsync(new Random(seed), seenTogether: true).GetAwaiter().GetResult(), iter: 100);

    private static async Task<bool> HoldsAsync(Random random, bool seenTogether)
    {
        var (tables, time) = (new InMemoryTableStore(), new FakeTimeProvider(start));
        var arriving = Arriving(random, seenTogether);
        var (arrived, hosts) = (new List<StreamEvent>(), new[] { Create(tables, time), Create(tables, time) });
        for (var hour = 0; hour < Hours; hour += random.Next(1, 12))
        {
            time.SetUtcNow(start.AddHours(hour));
            StreamEvent[] batch = [.. arriving.Where(item => item.Second <= hour * Hour).Select(item => item.Event)];
            arriving.RemoveAll(item => item.Second <= hour * Hour);
            arrived.AddRange(batch);
            random.Shuffle(batch);
            foreach (var some in batch.Chunk(random.Next(1, 10)))
                await CountAsync(hosts[random.Next(2)], some);
            if (random.Next(3) == 0)
                hosts[random.Next(2)] = Create(tables, time);
            await CompareAsync(tables, new Recount(arrived, new MeterOptions()), time.GetUtcNow(), seenTogether);
        }

        return true;
    }

    private static async Task CompareAsync(InMemoryTableStore tables, Recount recount, DateTimeOffset now, bool areEqual)
    {
        foreach (var asOf in (DateTimeOffset[])[now, now.AddHours(7), now.AddHours(30)])
        {
            foreach (var number in numbers)
            {
                var read = await new MeterStore(tables).ReadCustomersAsync(number, LimitScope.Portfolio, asOf, CancellationToken.None);
                var (all, own) = (recount.Distinct24Hours(number.Scope, null, asOf), recount.Distinct24Hours(number.Scope, number.Phone, asOf));
                Assert.InRange(read.Portfolio, all, areEqual ? all : int.MaxValue);
                Assert.InRange(read.Number, own, areEqual ? own : int.MaxValue);
            }
        }
    }

    /// <summary>Events with the second at which they arrive, up to a day late, or half of one where ids are to be seen together in time; some people have two phone numbers. Half of the streams have no messages that open windows.</summary>
    private static List<(int Second, StreamEvent Event)> Arriving(Random random, bool seenTogether)
    {
        var inbounds = random.Next(2) * 8;
        var arriving = new List<(int Second, StreamEvent Event)>();
        for (var index = 0; index < 160; index++)
        {
            var (at, person, ids) = (random.Next(0, Hours * Hour), (ulong)random.Next(1, 5) * 1000, random.Next(12));
            var kind = random.Next(100) < inbounds ? MessageEventKind.Inbound : ids == 0 && random.Next(2) == 0 ? MessageEventKind.Linked : MessageEventKind.Delivered;
            arriving.Add((at + (random.Next(4) == 0 ? random.Next((seenTogether ? 12 : 24) * Hour) : 0), Event(random.Next(3), kind, at, ids < 6 ? person : 0, ids is 0 or > 5 ? person + (random.Next(5) == 0 ? 8UL : 7UL) : 0)));
        }

        for (var at = 0; seenTogether && at < Hours * Hour; at += 12 * Hour)
            for (ulong person = 1000; person < 5000; person += 1000)
                arriving.AddRange([(at, Event(0, MessageEventKind.Linked, at, person, person + 7)), (at, Event(2, MessageEventKind.Linked, at, person, person + 7))]);
        return arriving;
    }

    private static StreamEvent Event(int number, MessageEventKind kind, int second, ulong user, ulong phone) => new(numbers[number], new MessageEvent(
        kind, MessageEventTraits.Priced, (uint)(start.ToUnixTimeSeconds() + second), 1, user, phone));

    private static async Task CountAsync(Meter meter, StreamEvent[] batch)
    {
        foreach (var scope in batch.GroupBy(item => item.Number.Scope))
            await meter.CountAsync(
                [.. scope.GroupBy(item => item.Number).Select(number => new NumberEvents(number.Key, [.. number.Select(item => item.Event)]))], CancellationToken.None);
    }

    private static Meter Create(InMemoryTableStore tables, FakeTimeProvider time) => new(tables, new MeterOptions(), time);
}
