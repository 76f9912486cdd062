using Gallabox.Core.Orchestration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gallabox.Core.Tests.Connect;

/// <summary>Flows over the virtual clock, with a history that outlives a crash and is replayed after it.</summary>
internal sealed class VirtualFlows(VirtualWorld world, OrchestrationCatalog catalog, Power power) : IOrchestrationClient
{
    private readonly Dictionary<string, Instance> instances = new(StringComparer.Ordinal);

    public Func<IServiceProvider> Services { get; set; } = () => throw new InvalidOperationException("Not started.");

    public IEnumerable<Instance> All => instances.Values;

    public Task StartAsync<TInput>(Orchestrator<TInput> orchestrator, string instanceId, TInput input, CancellationToken cancellation)
    {
        power.Check();
        var instance = new Instance(instanceId, catalog.Orchestrators[orchestrator.Name], Wire.ToBytes(input));
        if (instances.TryAdd(instanceId, instance))
            _ = RunAsync(instance);
        return Task.CompletedTask;
    }

    public Task RaiseAsync(string instanceId, string eventName, CancellationToken cancellation)
    {
        power.Check();
        if (!instances.TryGetValue(instanceId, out var instance) || instance.Done)
            return Task.CompletedTask;
        if (instance.Wait is { IsForEvent: true } wait)
            wait.Finish(true);
        else
            instance.Events++;
        return Task.CompletedTask;
    }

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
                var flow = new Flow(instance, run, world, catalog, power, Services);
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

        public bool Done { get; set; }

        public Exception? Failure { get; set; }

        public OpenWait? Wait { get; set; }
    }

    internal sealed record Step(DateTimeOffset At, byte[]? Output = null, ActivityFailedException? Failure = null, bool Came = false);

    internal sealed record OpenWait(bool IsForEvent, Action<bool> Finish);

    private sealed class Flow(
        Instance instance, int run, VirtualWorld world, OrchestrationCatalog catalog, Power power, Func<IServiceProvider> services) : IOrchestration
    {
        private int position;

        public byte[]? Next { get; private set; }

        public string InstanceId => instance.Id;

        public string Version => "1";

        public DateTimeOffset Now { get; private set; } = world.Now;

        public ILogger Log => NullLogger.Instance;

        public async Task<TOutput> CallAsync<TInput, TOutput>(Activity<TInput, TOutput> activity, TInput input)
        {
            var step = Replayed() ?? Record(await AttemptAsync(activity.Name, Wire.ToBytes(input)));
            return step.Failure is { } failure ? throw failure : Wire.FromBytes<TOutput>(step.Output);
        }

        public async Task WaitUntilAsync(DateTimeOffset at) => _ = Replayed() ?? Record(new Step(world.Now, Came: await WaitAsync(false, at)));

        public async Task<bool> WaitForEventAsync(string name, DateTimeOffset deadline)
        {
            if (Replayed() is { } old)
                return old.Came;
            if (instance.Events > 0)
            {
                instance.Events--;
                return Record(new Step(world.Now, Came: true)).Came;
            }

            var came = await WaitAsync(true, deadline);
            return Record(new Step(world.Now, Came: came)).Came;
        }

        public void SetStatus(string status)
        {
        }

        public void ContinueAsNew<TInput>(TInput input) => Next = Wire.ToBytes(input);

        private Task<bool> WaitAsync(bool forEvent, DateTimeOffset deadline)
        {
            var done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            var wait = new OpenWait(forEvent, came =>
            {
                instance.Wait = null;
                done.TrySetResult(came);
            });
            instance.Wait = wait;
            world.At(deadline, () =>
            {
                if (ReferenceEquals(instance.Wait, wait))
                    wait.Finish(false);
            });
            return done.Task;
        }

        private async Task<Step> AttemptAsync(string name, byte[] input)
        {
            await Task.Yield();
            try
            {
                var output = await catalog.Activities[name].Run(services(), input, CancellationToken.None);
                power.Check();
                return new Step(world.Now, output);
            }
            catch (Exception failure) when (failure is not PowerGoneException && !power.IsDown)
            {
                return new Step(world.Now, Failure: ActivityFailedException.From(name, failure));
            }
        }

        private Step? Replayed()
        {
            if (position >= instance.History.Count)
                return null;
            Now = instance.History[position].At;
            return instance.History[position++];
        }

        private Step Record(Step step)
        {
            if (power.IsDown || instance.Runs != run)
                throw new PowerGoneException();
            instance.History.Add(step);
            position++;
            Now = step.At;
            return step;
        }
    }
}
