using Gallabox.Core;
using Gallabox.Core.Tables;
using Gallabox.Local.Queue;
using Gallabox.Local.Tests.Webhooks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Gallabox.Local.Tests.Queue;

/// <summary>A disk without room refuses events as long as it has none, and does no more harm than that.</summary>
public sealed class EventLogDiskTests : IDisposable
{
    /// <summary>Two of these fill a segment so far that a third needs another one.</summary>
    private static readonly byte[] half = new byte[7 * 1024 * 1024];

    private static readonly byte[] little = [1, 2, 3];

    private readonly string folder = Directory.CreateTempSubdirectory("event-log-disk-").FullName;

    private string Events => Path.Combine(folder, "events");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Where_no_segment_can_be_had_only_what_needs_one_is_refused_until_there_is_room()
    {
        using var log = EventLog.Open(Events);
        await log.AcceptAsync(half, CancellationToken.None);
        await log.AcceptAsync(half, CancellationToken.None);
        Directory.Move(Events, Events + "-away");
        await Assert.ThrowsAsync<TransientFailureException>(async () => await log.AcceptAsync(half, CancellationToken.None));
        await log.AcceptAsync(little, CancellationToken.None);
        await Assert.ThrowsAsync<TransientFailureException>(async () => await log.AcceptAsync(half, CancellationToken.None));

        Directory.Move(Events + "-away", Events);
        await log.AcceptAsync(half, CancellationToken.None);
        await log.AcceptAsync(little, CancellationToken.None);
        Assert.Equal(2, log.End.Segment);
    }

    [Fact]
    public async Task Room_that_cannot_be_made_beforehand_is_no_failure_yet()
    {
        using var log = EventLog.Open(Events);
        await log.AcceptAsync(little, CancellationToken.None);
        Directory.Move(Events, Events + "-away");
        Assert.False(log.Segments.Prepare());

        await log.AcceptAsync(little, CancellationToken.None);
    }

    [Fact]
    public async Task A_host_starts_without_room_for_the_next_segment()
    {
        using (var before = EventLog.Open(Events))
            await before.AcceptAsync(little, CancellationToken.None);
        foreach (var spare in Directory.GetFiles(Events, "spare-*"))
            File.Delete(spare);
        Directory.CreateDirectory(Path.Combine(Events, "spare-0000000001.log"));

        using var log = EventLog.Open(Events);
        await log.AcceptAsync(little, CancellationToken.None);
    }

    [Fact]
    public async Task Readiness_names_a_log_without_room_until_there_is_some()
    {
        await using var pipeline = new EventPipeline(folder, new InMemoryTableStore(), new FakeTimeProvider());
        Assert.Equal(HealthStatus.Healthy, await HealthAsync(pipeline));
        await pipeline.Log.AcceptAsync(half, CancellationToken.None);
        await pipeline.Log.AcceptAsync(half, CancellationToken.None);
        Directory.Move(Events, Events + "-away");
        await Assert.ThrowsAsync<TransientFailureException>(async () => await pipeline.Log.AcceptAsync(half, CancellationToken.None));
        Assert.Equal(HealthStatus.Unhealthy, await HealthAsync(pipeline));

        Directory.Move(Events + "-away", Events);
        Assert.Equal(HealthStatus.Healthy, await HealthAsync(pipeline));
        Assert.Single(pipeline.Lines.Errors, line => line.Contains("no room", StringComparison.Ordinal));
    }

    /// <summary>The segment is a device on which every write fails for want of room.</summary>
    [Fact]
    public async Task A_failed_write_closes_the_log_and_readiness_names_it()
    {
        Directory.CreateDirectory(Events);
        File.CreateSymbolicLink(Path.Combine(Events, "events-0000000001.log"), "/dev/full");
        await using var pipeline = new EventPipeline(folder, new InMemoryTableStore(), new FakeTimeProvider());
        Assert.Equal(HealthStatus.Healthy, await HealthAsync(pipeline));
        await Assert.ThrowsAsync<TransientFailureException>(async () => await pipeline.Log.AcceptAsync(little, CancellationToken.None));

        Assert.Equal(HealthStatus.Unhealthy, await HealthAsync(pipeline));
        await Assert.ThrowsAsync<TransientFailureException>(async () => await pipeline.Log.AcceptAsync(little, CancellationToken.None));
        Assert.Single(pipeline.Lines.Errors, line => line.Contains("started again", StringComparison.Ordinal));
    }

    private static async Task<HealthStatus> HealthAsync(EventPipeline pipeline) =>
        (await pipeline.Get<HealthCheckService>().CheckHealthAsync(check => check.Name == "events")).Status;
}
