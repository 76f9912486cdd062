using Gallabox.Core.Metering;
using Gallabox.Core.Tables;
using Gallabox.Core.Webhooks;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Gallabox.Core.Tests.Webhooks;

/// <summary>Events of numbers that nobody knows: kept as long as they may count, and no longer.</summary>
public sealed class UnroutedEventsTests
{
    private static readonly DateTimeOffset now = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    private readonly InMemoryTableStore tables = new();
    private readonly FakeTimeProvider time = new(now);
    private readonly UnroutedEvents events;

    public UnroutedEventsTests() => events = new UnroutedEvents(tables, time);

    [Fact]
    public async Task All_events_of_all_numbers_go_after_30_days()
    {
        for (var batch = 0; batch < 250; batch++)
            await KeepAsync("busy", batch);
        for (var number = 0; number < 600; number++)
            await KeepAsync($"{number}", 0);
        time.Advance(TimeSpan.FromDays(33));

        await events.ForgetAsync(CancellationToken.None);

        Assert.Empty(await events.ListAsync(null, 10, CancellationToken.None));
        Assert.Empty(await tables.QueryAsync("unrouted", "id:busy", new RowRange(), CancellationToken.None));
        Assert.Empty(await tables.QueryAsync("unrouted", "id:599", new RowRange(), CancellationToken.None));
    }

    [Fact]
    public async Task What_is_younger_stays()
    {
        await KeepAsync("late", 1);
        time.Advance(TimeSpan.FromDays(29));
        await events.ForgetAsync(CancellationToken.None);
        Assert.Single(await events.ListAsync(null, 10, CancellationToken.None));

        await KeepAsync("late", 2);
        time.Advance(TimeSpan.FromDays(4));
        await events.ForgetAsync(CancellationToken.None);
        Assert.Single(await tables.QueryAsync("unrouted", "id:late", new RowRange(), CancellationToken.None));
        Assert.Single(await events.ListAsync(null, 10, CancellationToken.None));
    }

    [Fact]
    public async Task Events_that_come_while_others_are_counted_stay_on_the_list()
    {
        for (var batch = 0; batch < 30; batch++)
            await KeepAsync("late", batch);
        var listed = Assert.Single(await events.ListAsync(null, 10, CancellationToken.None));
        var sink = new Sink();
        await KeepAsync("late", 30);

        Assert.Equal(31, await events.ReplayAsync(listed, sink, CancellationToken.None));

        Assert.Equal(31, sink.Batches);
        Assert.Single(await events.ListAsync(null, 10, CancellationToken.None));
        Assert.Equal(0, await events.ReplayAsync(Assert.Single(await events.ListAsync(null, 10, CancellationToken.None)), sink, CancellationToken.None));
        Assert.Empty(await events.ListAsync(null, 10, CancellationToken.None));
    }

    private Task KeepAsync(string id, int batch) => events.KeepAsync(
        new EventRoute("7300", id, "", ""),
        [new MessageEvent(MessageEventKind.Sent, MessageEventTraits.None, (uint)now.ToUnixTimeSeconds(), (ulong)batch + 1, 0, 1)],
        CancellationToken.None);

    private sealed class Sink : IEventSink
    {
        public int Batches { get; private set; }

        public ValueTask AcceptAsync(ReadOnlyMemory<byte> batch, CancellationToken cancellation)
        {
            Batches++;
            return ValueTask.CompletedTask;
        }
    }
}
