using System.Diagnostics;
using Gallabox.Core;
using Gallabox.Core.Queue;
using Microsoft.Extensions.Logging;

namespace Gallabox.Functions.Queue;

/// <summary>Works on one message, and sees to it that a failed one comes again later by itself or lies among the dead letters.</summary>
internal sealed class WorkPump(WorkRouter router, IWorkRoad road, TableDeadLetters dead, ILogger<WorkPump> log)
{
    /// <summary>When it returns, the message that was delivered is no longer needed. When it throws, it is.</summary>
    public async Task HandleAsync(SentWork work, CancellationToken stop)
    {
        using var span = Telemetry.Source.StartActivity("work " + work.Message.Kind, ActivityKind.Consumer, work.Trace);
        try
        {
            await router.HandleAsync(work.Message, stop);
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            span?.SetStatus(ActivityStatusCode.Error, WorkRetry.Code(failure));
            await PutBackAsync(work with { Attempts = work.Attempts + 1 }, failure, stop);
        }
    }

    /// <summary>A message that the queue itself gave up on: its handler never came to an end.</summary>
    public Task BuryAsync(SentWork work, string reason, CancellationToken stop)
    {
        log.LogError("Message {Kind} {Id} was given up by the queue itself.", work.Message.Kind, work.Message.Id);
        return dead.AddAsync(work, "queue:given-up", reason, stop);
    }

    private async Task PutBackAsync(SentWork work, Exception failure, CancellationToken stop)
    {
        if (WorkRetry.After(failure, work.Attempts) is { } wait)
        {
            log.LogWarning(failure, "Message {Kind} {Id} failed, attempt {Attempt}; again in {Wait}.", work.Message.Kind, work.Message.Id, work.Attempts, wait);
            await road.PutAsync(work, wait, stop);
            return;
        }

        log.LogError(failure, "Message {Kind} {Id} is dead-lettered after attempt {Attempt}.", work.Message.Kind, work.Message.Id, work.Attempts);
        await dead.AddAsync(work, WorkRetry.Code(failure), failure.Message, stop);
    }
}
