using System.Text;
using Gallabox.Core.Tables;
using Gallabox.Core.Webhooks;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Gallabox.Core.Tests.Webhooks;

/// <summary>Events as they came: whole whatever their size, and forgotten in time.</summary>
public sealed class RawEventStoreTests
{
    private static readonly DateTimeOffset now = new(2026, 3, 10, 23, 30, 0, TimeSpan.Zero);
    private static readonly DateOnly day = new(2026, 3, 10);

    private readonly FakeTimeProvider time = new(now);
    private readonly InMemoryTableStore tables = new();
    private readonly RawEventStore store;

    public RawEventStoreTests() =>
        store = new RawEventStore(tables, Options.Create(new RawEventOptions { KeepRawEvents = TimeSpan.FromDays(10) }), time);

    [Theory]
    [InlineData(0)]
    [InlineData(64 * 1024 - 2)]
    [InlineData(64 * 1024 - 1)]
    [InlineData(ITableStore.MaxPayload)]
    [InlineData(WebhookOptions.MaxBody - 2)]
    public async Task An_event_of_any_size_is_kept_whole(int letters)
    {
        var json = Encoding.UTF8.GetBytes('"' + string.Concat(Enumerable.Range(0, letters).Select(index => (char)('a' + (index % 26)))) + '"');
        await KeepAsync(json);

        var kept = Assert.Single(await ListAsync());
        Assert.Equal((json.Length, Math.Min(json.Length, KeptEvent.MaxText)), (kept.Length, kept.Text.Length));
        Assert.Equal(json, await store.ReadAsync(day, kept.Key, CancellationToken.None));
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_kept_as_they_came()
    {
        byte[] bytes = [0xFF, 0x00, 0xC3, 0x28];
        await KeepAsync(bytes);

        Assert.Equal(bytes, await store.ReadAsync(day, Assert.Single(await ListAsync()).Key, CancellationToken.None));
    }

    [Fact]
    public async Task Row_22_a_nul_in_a_text_is_kept_and_shown_without_it()
    {
        var json = "{\"name\":\"a\0b\"}"u8.ToArray();
        await KeepAsync(json);

        var kept = Assert.Single(await ListAsync());
        Assert.Equal("{\"name\":\"a\\u0000b\"}", kept.Text);
        Assert.Equal(json, await store.ReadAsync(day, kept.Key, CancellationToken.None));
    }

    [Fact]
    public async Task Many_that_grow_as_text_keep_under_the_bounds_of_a_batch()
    {
        // Each "<" takes six bytes in a row.
        await KeepAsync([.. Enumerable.Range(0, 150).Select(index => Encoding.UTF8.GetBytes(index + new string('<', 60_000)))]);

        Assert.Equal(150, (await ListAsync()).Count);
    }

    [Fact]
    public async Task The_same_event_again_makes_no_second_row_in_its_day()
    {
        await KeepAsync("{}"u8.ToArray(), "{}"u8.ToArray());
        await KeepAsync("{}"u8.ToArray());

        Assert.Single(await ListAsync());
    }

    [Fact]
    public async Task A_day_is_forgotten_when_it_is_over_for_long_enough()
    {
        await KeepAsync([.. Enumerable.Range(0, 50).Select(index => Encoding.UTF8.GetBytes(index + new string('x', index == 7 ? 2_000_000 : 10)))]);
        var large = (await ListAsync()).Single(kept => kept.Length > KeptEvent.MaxText).Key;
        time.Advance(TimeSpan.FromDays(10));
        await KeepAsync("{}"u8.ToArray());
        await store.ForgetAsync(CancellationToken.None);
        Assert.Equal(50, (await ListAsync()).Count);

        time.Advance(TimeSpan.FromDays(1));
        await store.ForgetAsync(CancellationToken.None);

        Assert.Empty(await ListAsync());
        Assert.Null(await store.ReadAsync(day, large, CancellationToken.None));
        Assert.Empty(await tables.QueryAsync("raweventbytes", "2026-03-10/" + large, new RowRange(), CancellationToken.None));
        Assert.Single(await store.ListAsync(day.AddDays(10), null, 100, CancellationToken.None));
    }

    [Fact]
    public async Task What_is_not_there_is_not_read() => Assert.Null(await store.ReadAsync(day, "none", CancellationToken.None));

    private Task KeepAsync(params byte[][] bodies) => store.KeepAsync(
        [.. bodies.Select(body => new RawEvent(EventSource.Meta, "holograms", "7300", 1767000000, body))], CancellationToken.None);

    private Task<IReadOnlyList<KeptEvent>> ListAsync() => store.ListAsync(day, null, 200, CancellationToken.None);
}
