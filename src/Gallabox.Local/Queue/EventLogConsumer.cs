using Gallabox.Core;
using Gallabox.Core.Tables;
using Gallabox.Core.Webhooks;

namespace Gallabox.Local.Queue;

/// <summary>
/// Works the event log off, some megabytes at a time whatever is waiting, and keeps its place in the table store. After a crash
/// it begins again at the last kept place: what it applies twice counts once.
/// </summary>
public sealed class EventLogConsumer(
    EventLog log, EventIntake intake, QueueEventSink aside, ITableStore tables, EventLogPace pace, ILogger<EventLogConsumer> logger) : BackgroundService
{
    private const int MaxFailures = 5;

    /// <summary>Counting takes half of the processors at most, and lets requests pass after each piece of it.</summary>
    private static readonly TaskScheduler threads = new ConcurrentExclusiveSchedulerPair(
        TaskScheduler.Default, Math.Max(1, Environment.ProcessorCount / 2), maxItemsPerTask: 1).ConcurrentScheduler;

    private readonly Lock gate = new();
    private readonly LogBatch batch = new(pace.Batch);
    private LogPosition done;
    private TaskCompletionSource progressed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource hurried = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Returns when all that the log had accepted before the call was applied. The consumer must have been started.</summary>
    public async Task SettleAsync()
    {
        var target = log.End;
        while (true)
        {
            Task moved;
            lock (gate)
            {
                if (done >= target)
                    return;
                moved = progressed.Task;
                hurried.TrySetResult();
            }

            await moved;
        }
    }

    private Task Hurried
    {
        get
        {
            lock (gate)
                return hurried.Task;
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.Factory.StartNew(() => WorkAsync(stoppingToken), stoppingToken, TaskCreationOptions.None, threads).Unwrap();

    private async Task WorkAsync(CancellationToken stoppingToken)
    {
        var place = new KeptPlace(tables, log, logger);
        var reader = new LogReader(log.Segments, batch, logger);
        Report(await place.FindAsync(stoppingToken));
        for (var failures = 0; !stoppingToken.IsCancellationRequested;)
        {
            try
            {
                await GatherAsync(stoppingToken);
                await StepAsync(reader, place, failures >= MaxFailures, stoppingToken);
                failures = 0;
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                failures++;
                logger.LogError(failure, "Events could not be applied, attempt {Attempt}; trying again.", failures);
                await Task.Delay(pace.Retry, stoppingToken);
            }
        }
    }

    /// <summary>Waits for something to do, and then for a little more of it, so that many events share their transactions.</summary>
    private async Task GatherAsync(CancellationToken stopping)
    {
        while (true)
        {
            var moved = log.Moved;
            if (log.End > done)
                break;
            await moved.WaitAsync(stopping);
        }

        if (log.End.Segment == done.Segment && log.End.Offset - done.Offset < pace.Enough)
            await Task.WhenAny(Hurried, Task.Delay(pace.Gather, stopping));
        lock (gate)
        {
            // Whoever was in a hurry until now is served by the step that follows.
            if (hurried.Task.IsCompleted)
                hurried = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private async Task StepAsync(LogReader reader, KeptPlace place, bool oneByOne, CancellationToken stopping)
    {
        var next = reader.Read(done, log.End);
        if (batch.Length > 0)
            await (oneByOne ? ApplyEachAsync(stopping) : intake.ApplyAsync(batch.Content, stopping));
        await place.KeepAsync(next, stopping);
        log.Segments.Release(next.Segment);
        Report(next);
    }

    /// <summary>A frame that cannot be applied goes to the work queue, where it is tried further and ends as a dead letter.</summary>
    private async Task ApplyEachAsync(CancellationToken stopping)
    {
        foreach (var frame in batch.Frames)
        {
            try
            {
                await intake.ApplyAsync(frame, stopping);
            }
            catch (Exception failure) when (failure is not TransientFailureException && !stopping.IsCancellationRequested)
            {
                logger.LogError(failure, "A batch of events is put aside into the work queue.");
                await aside.AcceptAsync(frame, stopping);
            }
        }
    }

    private void Report(LogPosition at)
    {
        TaskCompletionSource reached;
        lock (gate)
        {
            done = at;
            (reached, progressed) = (progressed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        reached.TrySetResult();
    }
}
