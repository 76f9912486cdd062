using System.Threading.Channels;
using Gallabox.Core.Queue;
using Gallabox.Core.Tables;

namespace Gallabox.Local.Queue;

/// <summary>
/// The work queue of the one-process host: rows in the table store, worked on through the <see cref="WorkRouter"/> by at most
/// <see cref="Parallel"/> handlers at once and by one per session. A message's row goes only after its handler returned, so a
/// crash repeats work and loses none.
/// </summary>
public sealed class LocalWorkQueue(ITableStore tables, WorkRouter router, TimeProvider time, ILogger<LocalWorkQueue> log)
    : BackgroundService, IWorkQueue, IDeadLetters
{
    public const int Parallel = 8;

    private const int PageRows = 100;

    /// <summary>How far behind messages of busy sessions a pass looks for others.</summary>
    private const int MaxLook = 2000;

    private readonly WorkRows rows = new(tables);
    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Lock gate = new();
    private readonly Dictionary<string, Task> running = new(StringComparer.Ordinal);
    private readonly HashSet<string> busySessions = new(StringComparer.Ordinal);
    private List<TaskCompletionSource> settling = [];

    /// <summary>When the earliest message that waits for its time falls due; null: none waits. True as of the last pass: settle first.</summary>
    public DateTimeOffset? NextDue { get; private set; }

    public async Task SendAsync(WorkMessage message, CancellationToken cancellation)
    {
        WorkMessageLimits.Check(message);
        await rows.AddAsync(message, time.GetUtcNow(), cancellation);
        Wake();
    }

    /// <summary>Returns when nothing runs and nothing that is due waits. The queue must have been started.</summary>
    public Task SettleAsync()
    {
        var settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
            settling.Add(settled);
        Wake();
        return settled.Task;
    }

    public Task<IReadOnlyList<DeadLetter>> ListAsync(string? after, int take, CancellationToken cancellation) =>
        rows.ListDeadAsync(after, take, cancellation);

    public async Task<bool> ReplayAsync(string key, CancellationToken cancellation)
    {
        var found = await rows.ReviveAsync(key, time.GetUtcNow(), cancellation);
        Wake();
        return found;
    }

    public Task<bool> DropAsync(string key, CancellationToken cancellation) => rows.DropDeadAsync(key, cancellation);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                var next = await PassAsync(stoppingToken);
                await WaitAsync(next, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(Running());
        }
    }

    /// <summary>One pass; a store that fails is asked again a second later.</summary>
    private async Task<DateTimeOffset?> PassAsync(CancellationToken stopping)
    {
        try
        {
            return await StartDueAsync(stopping);
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            log.LogError(failure, "The queue's rows could not be read; trying again.");
            return time.GetUtcNow().AddSeconds(1);
        }
    }

    /// <summary>Starts all that can start now.</summary>
    /// <returns>When to look again if nothing else happens.</returns>
    private async Task<DateTimeOffset?> StartDueAsync(CancellationToken stopping)
    {
        var (now, quiet) = (time.GetUtcNow(), AskedWhileQuiet());
        string? after = null;
        for (var looked = 0; looked < MaxLook; looked += PageRows)
        {
            var page = await rows.ReadAsync(after, PageRows, stopping);
            foreach (var entry in page)
            {
                if (entry.Due > now)
                    return Rest(entry.Due, quiet);
                if (!TryStart(entry, stopping))
                    return null;
                quiet = 0;
            }

            if (page.Count < PageRows)
                return Rest(null, quiet);
            after = page[^1].Key;
        }

        return null;
    }

    /// <summary>How many wait for quiet, if nothing runs that could still send: asked before the rows are read.</summary>
    private int AskedWhileQuiet()
    {
        lock (gate)
            return running.Count == 0 ? settling.Count : 0;
    }

    /// <summary>All that was due is started: where there was nothing, whoever waited for quiet has it.</summary>
    private DateTimeOffset? Rest(DateTimeOffset? next, int quiet)
    {
        NextDue = next;
        List<TaskCompletionSource> settled;
        lock (gate)
        {
            settled = settling[..quiet];
            settling = settling[quiet..];
        }

        settled.ForEach(waiting => waiting.TrySetResult());
        return next;
    }

    /// <summary>False: all hands are full.</summary>
    private bool TryStart(WorkEntry entry, CancellationToken stopping)
    {
        lock (gate)
        {
            if (running.ContainsKey(entry.Key) || busySessions.Contains(entry.Message.Session))
                return true;
            if (running.Count >= Parallel)
                return false;
            busySessions.Add(entry.Message.Session);
            running[entry.Key] = Task.Run(() => RunAsync(entry, stopping), CancellationToken.None);
            return true;
        }
    }

    private async Task RunAsync(WorkEntry entry, CancellationToken stopping)
    {
        try
        {
            await HandleAsync(entry, stopping);
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            log.LogError(failure, "What became of message {Kind} {Id} could not be stored; it will run again.", entry.Message.Kind, entry.Message.Id);
        }
        catch (OperationCanceledException)
        {
            log.LogInformation("Message {Kind} {Id} was interrupted by the stop; it will run again.", entry.Message.Kind, entry.Message.Id);
        }
        finally
        {
            lock (gate)
            {
                running.Remove(entry.Key);
                busySessions.Remove(entry.Message.Session);
            }

            Wake();
        }
    }

    private async Task HandleAsync(WorkEntry entry, CancellationToken stopping)
    {
        // The page it came from may be older than the end of an earlier run.
        if (!await rows.WaitsAsync(entry, stopping))
            return;
        try
        {
            await router.HandleAsync(entry.Message, stopping);
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            await PutBackAsync(entry, failure);
            return;
        }

        await rows.CompleteAsync(entry, CancellationToken.None);
    }

    private Task PutBackAsync(WorkEntry entry, Exception failure)
    {
        var (now, attempts) = (time.GetUtcNow(), entry.Held.Attempts + 1);
        if (WorkRetry.After(failure, attempts) is { } wait)
        {
            log.LogWarning(failure, "Message {Kind} {Id} failed, attempt {Attempt}; again in {Wait}.", entry.Message.Kind, entry.Message.Id, attempts, wait);
            return rows.PostponeAsync(entry, now + wait, CancellationToken.None);
        }

        log.LogError(failure, "Message {Kind} {Id} is dead-lettered after attempt {Attempt}.", entry.Message.Kind, entry.Message.Id, attempts);
        return rows.BuryAsync(entry, now, failure, CancellationToken.None);
    }

    private async Task WaitAsync(DateTimeOffset? next, CancellationToken stopping)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var woken = wake.Reader.WaitToReadAsync(either.Token).AsTask();
        if (next is { } due)
        {
            var wait = due - time.GetUtcNow();
            await Task.WhenAny(woken, Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, time, either.Token));
            await either.CancelAsync();
        }
        else
        {
            await woken;
        }

        stopping.ThrowIfCancellationRequested();
        wake.Reader.TryRead(out _);
    }

    private Task[] Running()
    {
        lock (gate)
            return [.. running.Values];
    }

    private void Wake() => wake.Writer.TryWrite(true);
}
