using Gallabox.Core;
using Gallabox.Core.Tables;
using Gallabox.Core.Webhooks;
using Gallabox.Local.Queue;
using Gallabox.Local.Tests.Webhooks;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Gallabox.Local.Tests.Queue;

/// <summary>A crash at any point loses no accepted event and counts none twice.</summary>
public sealed class EventLogTests : IDisposable
{
    private static readonly DateTimeOffset now = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    private readonly string folder = Directory.CreateTempSubdirectory("event-log-").FullName;
    private readonly FakeTimeProvider time = new(now);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Rows_2_and_4_what_was_accepted_is_counted_once_whoever_sent_it()
    {
        await using var pipeline = await StartAsync(new InMemoryTableStore());
        await Parallel.ForAsync(0, 300, async (index, _) => await pipeline.AcceptAsync(EventPipeline.Statuses([$"w{index % 250}", $"x{index}"], now)));
        await pipeline.Consumer.SettleAsync().WaitAsync(patience);

        Assert.Equal(550, (await pipeline.SentAsync(now)).Sent30Days);
    }

    [Fact]
    public async Task What_was_accepted_before_a_crash_is_counted_after_it()
    {
        var tables = new InMemoryTableStore();
        await using (var before = new EventPipeline(folder, tables, time))
        {
            await before.AddNumberAsync();
            for (var index = 0; index < 20; index++)
                await before.AcceptAsync(EventPipeline.Statuses([$"w{index}"], now));
        }

        await using var after = await StartAsync(tables);
        await after.Consumer.SettleAsync().WaitAsync(patience);

        Assert.Equal(20, (await after.SentAsync(now)).Sent30Days);
    }

    [Fact]
    public async Task A_store_that_dies_at_any_of_its_writes_makes_no_difference_afterwards()
    {
        for (var dieAt = 1; dieAt <= 12; dieAt++)
        {
            var own = Path.Combine(folder, $"{dieAt}");
            var tables = new InMemoryTableStore();
            var dying = new DyingStore(tables);
            await using (var before = new EventPipeline(own, dying, time, batch: 1))
            {
                await before.AddNumberAsync();
                for (var index = 0; index < 30; index++)
                    await before.AcceptAsync(EventPipeline.Statuses([$"w{index}", $"w{index / 2}"], now.AddHours(-index)));
                dying.DieAfter(dieAt);
                await before.Consumer.StartAsync(CancellationToken.None);
                await dying.Died.WaitAsync(patience);
            }

            await using var after = new EventPipeline(own, tables, time);
            await after.Consumer.StartAsync(CancellationToken.None);
            await after.Consumer.SettleAsync().WaitAsync(patience);
            // w0..w29 at their own hours, and w0..w14 again at one or two other hours: three kinds of (message, hour), counted once each.
            Assert.Equal(Expected(), (await after.SentAsync(now)).Sent30Days);
        }
    }

    [Fact]
    public async Task A_torn_frame_at_the_end_was_never_accepted_and_the_log_goes_on_before_it()
    {
        var tables = new InMemoryTableStore();
        await using (var before = new EventPipeline(folder, tables, time))
        {
            await before.AddNumberAsync();
            await before.AcceptAsync(EventPipeline.Statuses(["a"], now));
            await before.AcceptAsync(EventPipeline.Statuses(["torn"], now));
        }

        var file = Assert.Single(Directory.GetFiles(Path.Combine(folder, "events"), "events-*.log"));
        Tear(file);
        await using var after = await StartAsync(tables, addNumber: false);
        await after.AcceptAsync(EventPipeline.Statuses(["b"], now));
        await after.Consumer.SettleAsync().WaitAsync(patience);

        Assert.Equal(2, (await after.SentAsync(now)).Sent30Days);
    }

    [Fact]
    public async Task Full_segments_are_given_free_and_used_again()
    {
        await using var pipeline = await StartAsync(new InMemoryTableStore());
        var ids = Enumerable.Range(0, 5000).Select(index => $"w{index}").ToArray();
        var body = EventPipeline.Statuses(ids, now);
        for (var written = 0; written < 200; written++)
            await pipeline.AcceptAsync(body);
        await pipeline.Consumer.SettleAsync().WaitAsync(patience);

        Assert.Equal(5000, (await pipeline.SentAsync(now)).Sent30Days);
        Assert.InRange(Directory.GetFiles(Path.Combine(folder, "events")).Length, 1, 6);
    }

    /// <summary>One by one, each number would need a commit of its own.</summary>
    [Fact]
    public async Task Numbers_are_counted_side_by_side_on_however_few_threads()
    {
        const int Together = 8;
        var tables = new TogetherStore(new InMemoryTableStore(), "meter", Together);
        await using var pipeline = new EventPipeline(folder, tables, time);
        for (var number = 0; number < Together; number++)
        {
            await pipeline.AddNumberAsync(PhoneNumber.Parse($"+91987654321{number}"), $"88120033445566{number}");
            await pipeline.AcceptAsync(EventPipeline.Statuses(["a"], now, $"88120033445566{number}"));
        }

        await pipeline.Consumer.StartAsync(CancellationToken.None);
        await pipeline.Consumer.SettleAsync().WaitAsync(patience);

        Assert.Equal(1, (await pipeline.SentAsync(now)).Sent30Days);
    }

    [Fact]
    public async Task Row_16_events_of_an_unknown_number_are_kept_reported_and_counted_once_it_is_known()
    {
        await using var pipeline = await StartAsync(new InMemoryTableStore(), addNumber: false);
        await pipeline.AcceptAsync(EventPipeline.Statuses(["a", "b"], now));
        await pipeline.AcceptAsync(EventPipeline.Statuses(["sample"], now, "123456123"));
        await pipeline.Consumer.SettleAsync().WaitAsync(patience);
        var unknown = Assert.Single(await UnknownAsync(pipeline)).Value;
        Assert.Equal((EventPipeline.KettleId, 2L), (unknown.Route.Id, unknown.Events));

        await pipeline.AddNumberAsync();
        await pipeline.Get<LateNumbers>().RunAsync(CancellationToken.None);
        await pipeline.Consumer.SettleAsync().WaitAsync(patience);

        Assert.Equal(2, (await pipeline.SentAsync(now)).Sent30Days);
        Assert.Empty(await UnknownAsync(pipeline));
    }

    [Theory]
    [InlineData("0", "881200334455667", "919876543210")]
    [InlineData("7300", "123456123", "16505551111")]
    [InlineData("7300", "0", "919876543210")]
    public async Task Row_25_metas_test_button_reports_no_unknown_number(string waba, string id, string display)
    {
        await using var pipeline = await StartAsync(new InMemoryTableStore(), addNumber: false);
        await pipeline.AcceptAsync(EventPipeline.Statuses(["a"], now, id).Replace("7300", waba, StringComparison.Ordinal).Replace("919876543210", display, StringComparison.Ordinal));
        await pipeline.Consumer.SettleAsync().WaitAsync(patience);

        Assert.Empty(await UnknownAsync(pipeline));
    }

    [Fact]
    public async Task Row_9_a_status_of_29_days_ago_counts_in_its_own_time()
    {
        await using var pipeline = await StartAsync(new InMemoryTableStore());
        await pipeline.AcceptAsync(EventPipeline.Statuses(["late"], now.AddDays(-29)));
        await pipeline.AcceptAsync(EventPipeline.Statuses(["in time"], now));
        await pipeline.Consumer.SettleAsync().WaitAsync(patience);

        Assert.Equal(2, (await pipeline.SentAsync(now)).Sent30Days);
        Assert.Equal(1, (await pipeline.SentAsync(now.AddDays(2))).Sent30Days);
    }

    [Fact]
    public async Task Raw_events_are_kept_and_shown_once()
    {
        await using var pipeline = await StartAsync(new InMemoryTableStore());
        await pipeline.AcceptAsync("""{"entry":[{"id":"7300","changes":[{"field":"holograms","value":{"new":true}}]}]}""");
        await pipeline.AcceptAsync("""{"entry":[{"id":"7300","changes":[{"field":"holograms","value":{"new":true}}]}]}""");
        await pipeline.Consumer.SettleAsync().WaitAsync(patience);

        var kept = Assert.Single(await pipeline.Get<RawEventStore>().ListAsync(DateOnly.FromDateTime(now.UtcDateTime), null, 10, CancellationToken.None));
        Assert.Equal(("holograms", "7300"), (kept.Field, kept.EntryId));
    }

    private static Task<IReadOnlyList<Stored<UnroutedNumber>>> UnknownAsync(EventPipeline pipeline) =>
        pipeline.Get<UnroutedEvents>().ListAsync(null, 10, CancellationToken.None);

    private async Task<EventPipeline> StartAsync(InMemoryTableStore tables, bool addNumber = true)
    {
        var pipeline = new EventPipeline(folder, tables, time);
        if (addNumber)
            await pipeline.AddNumberAsync();
        await pipeline.Consumer.StartAsync(CancellationToken.None);
        return pipeline;
    }

    private static int Expected() => Enumerable.Range(0, 30)
        .SelectMany(index => (string[])[$"w{index}@{index}", $"w{index / 2}@{index}"]).Distinct().Count();

    /// <summary>Overwrites the last bytes that are not zero, as if they had not reached the disk.</summary>
    private static void Tear(string file)
    {
        var bytes = File.ReadAllBytes(file);
        var end = Array.FindLastIndex(bytes, value => value != 0);
        bytes.AsSpan(end - 3, 4).Clear();
        File.WriteAllBytes(file, bytes);
    }
}
