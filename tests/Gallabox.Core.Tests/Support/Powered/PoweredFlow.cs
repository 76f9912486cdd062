using Gallabox.Core.Orchestration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gallabox.Core.Tests.Support.Powered;

/// <summary>One run of an instance: answers from its history first, then does things and records them.</summary>
internal sealed class PoweredFlow(
    PoweredFlows.Instance instance, int run, VirtualWorld world, OrchestrationCatalog catalog, Power power, Func<IServiceProvider> services) : IOrchestration
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

    public async Task WaitUntilAsync(DateTimeOffset at) => _ = Replayed() ?? Record(new PoweredFlows.Step(world.Now, Came: await WaitAsync(false, at)));

    public async Task<bool> WaitForEventAsync(string name, DateTimeOffset deadline)
    {
        if (Replayed() is { } old)
            return old.Came;
        if (instance.Events > 0)
        {
            instance.Events--;
            return Record(new PoweredFlows.Step(world.Now, Came: true)).Came;
        }

        var came = await WaitAsync(true, deadline);
        return Record(new PoweredFlows.Step(world.Now, Came: came)).Came;
    }

    public void SetStatus(string status)
    {
    }

    public void ContinueAsNew<TInput>(TInput input) => Next = Wire.ToBytes(input);

    private Task<bool> WaitAsync(bool forEvent, DateTimeOffset deadline)
    {
        var done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var wait = new PoweredFlows.OpenWait(forEvent, came =>
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

    private async Task<PoweredFlows.Step> AttemptAsync(string name, byte[] input)
    {
        await Task.Yield();
        try
        {
            var output = await catalog.Activities[name].Run(services(), input, CancellationToken.None);
            power.Check();
            return new PoweredFlows.Step(world.Now, output);
        }
        catch (Exception failure) when (failure is not PowerGoneException && !power.IsDown)
        {
            return new PoweredFlows.Step(world.Now, Failure: ActivityFailedException.From(name, failure));
        }
    }

    private PoweredFlows.Step? Replayed()
    {
        if (position >= instance.History.Count)
            return null;
        Now = instance.History[position].At;
        return instance.History[position++];
    }

    private PoweredFlows.Step Record(PoweredFlows.Step step)
    {
        if (power.IsDown || instance.Runs != run)
            throw new PowerGoneException();
        instance.History.Add(step);
        instance.LongestHistory = Math.Max(instance.LongestHistory, instance.History.Count);
        position++;
        Now = step.At;
        return step;
    }
}
