using Gallabox.Core.Orchestration;

namespace Gallabox.Core.Tests.Support.Powered;

/// <summary>Flows over the virtual clock, with a history that outlives a crash and is replayed after it.</summary>
internal sealed class PoweredFlows(VirtualWorld world, OrchestrationCatalog catalog, Power power) : IOrchestrationClient
{
    private readonly Dictionary<string, Instance> instances = new(StringComparer.Ordinal);

    public Func<IServiceProvider> Services { get; set; } = () => throw new InvalidOperationException("Not started.");

    /// <summary>So many starts never arrive.</summary>
    public int LoseStarts { get; set; }

    public IEnumerable<Instance> All => instances.Values;

    public Task StartAsync<TInput>(Orchestrator<TInput> orchestrator, string instanceId, TInput input, CancellationToken cancellation)
    {
        power.Check();
        if (LoseStarts > 0)
        {
            LoseStarts--;
            return Task.CompletedTask;
        }

        var instance = new Instance(instanceId, catalog.Orchestrators[orchestrator.Name], Wire.ToBytes(input));
        if (instances.TryAdd(instanceId, instance))
            _ = RunAsync(instance);
        return Task.CompletedTask;
    }

    /// <summary>Events that are raised never arrive.</summary>
    public bool LosesEvents { get; set; }

    public Task RaiseAsync(string instanceId, string eventName, CancellationToken cancellation) => power.UseAsync(() =>
    {
        if (LosesEvents || !instances.TryGetValue(instanceId, out var instance) || instance.Done)
            return Task.FromResult(false);
        if (instance.Wait is { IsForEvent: true } wait)
            wait.Finish(true);
        else
            instance.Events++;
        return Task.FromResult(true);
    });

    public Task<OrchestrationState?> FindAsync(string instanceId, CancellationToken cancellation) => Task.FromResult<OrchestrationState?>(null);

    /// <summary>After a crash: every instance starts from its history.</summary>
    public void Restart()
    {
        foreach (var instance in instances.Values.Where(each => !each.Done).ToList())
        {
            instance.Wait = null;
            instance.Runs++;
            _ = RunAsync(instance);
        }
    }

    private async Task RunAsync(Instance instance)
    {
        var run = instance.Runs;
        await Task.Yield();
        try
        {
            while (instance.Runs == run)
            {
                var flow = new PoweredFlow(instance, run, world, catalog, power, Services);
                await instance.Entry.Run(flow, instance.Input);
                if (flow.Next is not { } next)
                {
                    instance.Done = true;
                    return;
                }

                (instance.Input, instance.Cycles) = (next, instance.Cycles + 1);
                instance.History.Clear();
            }
        }
        catch (PowerGoneException)
        {
            // The process is gone; its history is not.
        }
        catch (Exception failure) when (failure is not PowerGoneException)
        {
            instance.Failure = failure;
            throw;
        }
    }

    internal sealed class Instance(string id, OrchestratorEntry entry, byte[] input)
    {
        public string Id => id;

        public OrchestratorEntry Entry => entry;

        public byte[] Input { get; set; } = input;

        public List<Step> History { get; } = [];

        public int Events { get; set; }

        public int Runs { get; set; }

        public int Cycles { get; set; }

        /// <summary>Of the histories between two quiet points.</summary>
        public int LongestHistory { get; set; }

        public bool Done { get; set; }

        public Exception? Failure { get; set; }

        public OpenWait? Wait { get; set; }
    }

    internal sealed record Step(DateTimeOffset At, byte[]? Output = null, ActivityFailedException? Failure = null, bool Came = false);

    internal sealed record OpenWait(bool IsForEvent, Action<bool> Finish);
}
