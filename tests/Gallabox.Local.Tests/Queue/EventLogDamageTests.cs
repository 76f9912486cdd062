using Gallabox.Core.Tables;
using Gallabox.Local.Tests.Webhooks;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Gallabox.Local.Tests.Queue;

/// <summary>A folder that does not fit the table store, or is damaged, keeps no event from being counted that can still be read.</summary>
public sealed class EventLogDamageTests : IDisposable
{
    private static readonly DateTimeOffset now = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(30);

    private const int Filling = 20_000;

    /// <summary>From the beginning of a frame to somewhere in its content.</summary>
    private const int InContent = 30;

    private readonly string folder = Directory.CreateTempSubdirectory("event-log-damage-").FullName;
    private readonly FakeTimeProvider time = new(now);
    private readonly InMemoryTableStore tables = new();

    private string Events => Path.Combine(folder, "events");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_folder_that_was_lost_begins_anew_and_all_that_comes_is_counted()
    {
        await CountAsync("a", "b", "c");
        Directory.Delete(Events, recursive: true);

        Assert.Equal(4, await CountAsync("d"));
    }

    [Fact]
    public async Task After_an_older_folder_was_put_back_all_that_comes_is_counted()
    {
        await CountAsync("a");
        var older = Path.Combine(folder, "older");
        CopyFolder(Events, older);
        await CountAsync("b", "c");
        Directory.Delete(Events, recursive: true);
        Directory.Move(older, Events);

        await using var pipeline = await OpenAsync();
        await pipeline.AcceptAsync(EventPipeline.Statuses(["d"], now));
        Assert.Equal(4, await SettledAsync(pipeline));
        Assert.Contains(pipeline.Lines.Warnings, line => line.Contains("1:", StringComparison.Ordinal));
    }

    /// <summary>The kept place is of another lifetime of the log: there is a segment of that number, but no frame begins at the place.</summary>
    [Fact]
    public async Task A_place_between_frames_begins_before_it()
    {
        await CountAsync("a");
        Directory.Delete(Events, recursive: true);
        await using (var before = await OpenAsync())
            await before.AcceptAsync(EventPipeline.Statuses(Enumerable.Range(0, 50).Select(index => $"w{index}"), now));

        Assert.Equal(52, await CountAsync("d"));
    }

    [Fact]
    public async Task A_broken_frame_among_the_newest_is_skipped_and_named()
    {
        await using var pipeline = await OpenAsync();
        var second = await AcceptAroundAsync(pipeline);
        Flip(second + InContent);

        Assert.Equal(3, await SettledAsync(pipeline));
        Assert.Contains("1:", Assert.Single(pipeline.Lines.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_frame_whose_length_is_broken_takes_none_with_it()
    {
        await using var pipeline = await OpenAsync();
        var second = await AcceptAroundAsync(pipeline);
        Flip(second);

        Assert.Equal(3, await SettledAsync(pipeline));
        Assert.Single(pipeline.Lines.Errors);
    }

    [Fact]
    public async Task The_last_frame_broken_leaves_nobody_waiting()
    {
        await using var pipeline = await OpenAsync();
        await AcceptEachAsync(pipeline, "a");
        var second = pipeline.Log.End.Offset;
        await AcceptEachAsync(pipeline, "broken");
        Flip(second + InContent);

        Assert.Equal(1, await SettledAsync(pipeline));
        await pipeline.AcceptAsync(EventPipeline.Statuses(["c"], now));
        Assert.Equal(2, await SettledAsync(pipeline));
        Assert.Single(pipeline.Lines.Errors);
    }

    [Fact]
    public async Task A_broken_frame_is_no_end_of_the_log_for_the_next_start()
    {
        int second;
        await using (var before = await OpenAsync())
            second = await AcceptAroundAsync(before);
        Flip(second + InContent);

        Assert.Equal(4, await CountAsync("e"));
    }

    [Fact]
    public async Task A_broken_frame_of_an_older_segment_takes_none_with_it()
    {
        await using var pipeline = await OpenAsync();
        var second = await AcceptAroundAsync(pipeline);
        await FillAsync(pipeline);
        Flip(second + InContent);

        Assert.Equal(3 + Filling, await SettledAsync(pipeline));
        Assert.Contains("1:", Assert.Single(pipeline.Lines.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whole_segments_end_without_a_word_whatever_lay_there_before()
    {
        await using var pipeline = await OpenAsync();
        for (var round = 0; round < 4; round++)
        {
            await AcceptEachAsync(pipeline, $"a{round}");
            await FillAsync(pipeline);
            Assert.Equal(round + 1 + Filling, await SettledAsync(pipeline));
        }

        Assert.Empty(pipeline.Lines.Errors);
        Assert.Empty(pipeline.Lines.Warnings);
    }

    /// <summary>Makes the log go on to another segment.</summary>
    private static async Task FillAsync(EventPipeline pipeline)
    {
        var body = EventPipeline.Statuses(Enumerable.Range(0, Filling).Select(index => $"w{index}"), now);
        for (var from = pipeline.Log.End.Segment; pipeline.Log.End.Segment == from;)
            await pipeline.AcceptAsync(body);
    }

    private static async Task AcceptEachAsync(EventPipeline pipeline, params string[] ids)
    {
        foreach (var id in ids)
            await pipeline.AcceptAsync(EventPipeline.Statuses([id], now));
    }

    /// <summary>Accepts four messages; returns where the frame of the second one begins.</summary>
    private static async Task<int> AcceptAroundAsync(EventPipeline pipeline)
    {
        await AcceptEachAsync(pipeline, "a");
        var second = pipeline.Log.End.Offset;
        await AcceptEachAsync(pipeline, "broken", "c", "d");
        return second;
    }

    /// <summary>One bit of the first segment turns round.</summary>
    private void Flip(int offset)
    {
        using var file = new FileStream(Path.Combine(Events, "events-0000000001.log"), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        file.Position = offset;
        var value = file.ReadByte();
        file.Position = offset;
        file.WriteByte((byte)(value ^ 1));
    }

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }

    private async Task<EventPipeline> OpenAsync()
    {
        var pipeline = new EventPipeline(folder, tables, time);
        await pipeline.AddNumberAsync();
        return pipeline;
    }

    /// <summary>One life of the host; returns how many messages are counted now.</summary>
    private async Task<int> CountAsync(params string[] ids)
    {
        await using var pipeline = await OpenAsync();
        await AcceptEachAsync(pipeline, ids);
        return await SettledAsync(pipeline);
    }

    private static async Task<int> SettledAsync(EventPipeline pipeline)
    {
        if (pipeline.Consumer.ExecuteTask is null)
            await pipeline.Consumer.StartAsync(CancellationToken.None);
        await pipeline.Consumer.SettleAsync().WaitAsync(patience);
        return (await pipeline.SentAsync(now)).Sent30Days;
    }
}
