using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Delivery;

/// <summary>Keeps the agenda going while time flows on its own.</summary>
internal sealed class AgendaService(Agenda agenda, SandboxWorld world, WorldFile file, IHostApplicationLifetime lifetime)
    : BackgroundService
{
    private static readonly TimeSpan longestWait = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim changed = new(0, 1);

    public override void Dispose()
    {
        base.Dispose();
        changed.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await StartedAsync(stoppingToken);
        file.Committed = Wake;
        while (!stoppingToken.IsCancellationRequested)
        {
            await agenda.RunDueAsync(stoppingToken);
            await changed.WaitAsync(Wait(), stoppingToken);
        }
    }

    /// <summary>The target may be this very process: nothing is sent before it listens.</summary>
    private async Task StartedAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
    }

    private TimeSpan Wait()
    {
        var wait = agenda.NextDue() - world.Now ?? longestWait;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait > longestWait ? longestWait : wait + TimeSpan.FromMilliseconds(1);
    }

    private void Wake()
    {
        try
        {
            changed.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already awake.
            return;
        }
    }
}
