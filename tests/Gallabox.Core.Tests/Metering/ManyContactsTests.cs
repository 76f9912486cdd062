using CsCheck;
using Gallabox.Core.Metering;
using Gallabox.Core.Tables;
using Gallabox.Core.Webhooks;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Gallabox.Core.Tests.Metering;

/// <summary>Customers who write or are written to thousands of times: the figures stay right, and a further contact costs no more than the first.</summary>
public sealed class ManyContactsTests
{
    private const int Contacts = 20_000;

    /// <summary>Looked at for each contact, whatever their order.</summary>
    private const int MostSteps = 25;

    private static readonly DateTimeOffset now = new(2026, 3, 10, 15, 20, 40, TimeSpan.Zero);
    private static readonly MeteredNumber number = new(PhoneNumber.Parse("+919876543210"), "1");
    private static readonly MeteredNumber second = new(PhoneNumber.Parse("+919876543211"), "1");

    public enum Stream
    {
        Inbound,
        Delivered,
        Both,
    }

    [Theory]
    [InlineData(Stream.Inbound, true)]
    [InlineData(Stream.Inbound, false)]
    [InlineData(Stream.Delivered, true)]
    [InlineData(Stream.Delivered, false)]
    [InlineData(Stream.Both, true)]
    [InlineData(Stream.Both, false)]
    public void A_further_contact_costs_no_more_than_the_first(Stream stream, bool inOrder)
    {
        var stored = new List<CustomerEntry>();
        var state = new CustomerScope(new CustomerHead());
        state.Index("+919876543210");
        foreach (var item in Events(stream, inOrder))
            state.Take(0, item, stored);
        var loaded = new CustomerScope(new CustomerHead());
        foreach (var entry in stored)
            loaded.Load(entry);

        Assert.InRange(state.Steps, 1, Contacts * MostSteps);
        Assert.InRange(loaded.Steps, 1, Contacts * MostSteps);
        Assert.Equal(stream is Stream.Inbound ? 0 : 1, state.Head.Figure.At((int)(now.ToUnixTimeSeconds() / 60)));
    }

    /// <summary>Each batch is counted from the rows of those before it.</summary>
    [Fact]
    public async Task Who_writes_all_the_time_costs_little_at_each_reload_too()
    {
        var tables = new InMemoryTableStore();
        var time = new FakeTimeProvider(now);
        foreach (var batch in Events(Stream.Both, inOrder: true).Chunk(1_000))
            await new Meter(tables, new MeterOptions(), time).CountAsync([new(number, [.. batch.Select(Event)])], CancellationToken.None);

        Assert.Equal(1, (await new MeterStore(tables).ReadCustomersAsync(number, LimitScope.Portfolio, now, CancellationToken.None)).Portfolio);
    }

    /// <summary>Two people with so many contacts that they are kept in order, and few messages that open windows; some before their ids are known to be theirs.</summary>
    [Fact]
    public void Customers_with_many_contacts_equal_a_recount() => Gen.Int[0, int.MaxValue].Sample(
        seed => MeterPropertyTests.HoldsAsync(Random(new Random(seed)), new MeterOptions(), new Random(seed), 100).GetAwaiter().GetResult(), iter: 25);

    private static StreamEvent[] Random(Random random) => [.. Enumerable.Range(0, 400).Select(index =>
    {
        var (person, ids) = ((ulong)random.Next(1, 3) * 1000, random.Next(40) == 0 ? 2 : random.Next(2));
        return new StreamEvent(random.Next(3) == 0 ? second : number, new MessageEvent(
            random.Next(60) == 0 ? MessageEventKind.Inbound : MessageEventKind.Delivered, MessageEventTraits.Priced,
            (uint)(now.ToUnixTimeSeconds() + random.Next(-49 * 3600, 3600)), (ulong)index, ids is 0 or 2 ? person : 0, ids is 1 or 2 ? person + 7 : 0));
    })];

    /// <summary>Of one person, over the last two days; of both kinds, the messages that open windows come in the first of them.</summary>
    private static ScopeEvent[] Events(Stream stream, bool inOrder)
    {
        var first = (uint)(now.ToUnixTimeSeconds() - (48 * 3600));
        ScopeEvent[] events = [.. Enumerable.Range(0, Contacts).Select(index => new ScopeEvent(
            "+919876543210", stream is Stream.Inbound || (stream is Stream.Both && index < Contacts / 4 && index % 2 == 0) ? EntryKind.Inbound : EntryKind.Delivery,
            first + (uint)(index * 8), 77, 0))];
        if (!inOrder)
            new Random(5).Shuffle(events);
        return events;
    }

    private static MessageEvent Event(ScopeEvent item) => new(
        item.Kind is EntryKind.Inbound ? MessageEventKind.Inbound : MessageEventKind.Delivered, MessageEventTraits.Priced, item.At, 1, item.User, item.Phone);
}
