namespace Gallabox.Local.Orchestration;

/// <summary>
/// Bounds how many activities run at once. Instances that wait are served in turn, one activity each, so an instance that
/// asks for a thousand does not hold up one that asks for one.
/// </summary>
internal sealed class ActivityGate(int slots)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Queue<TaskCompletionSource>> waiting = new(StringComparer.Ordinal);
    private readonly Queue<string> turns = new();
    private int free = slots;

    public Task EnterAsync(string instance)
    {
        lock (gate)
        {
            if (free > 0)
            {
                free--;
                return Task.CompletedTask;
            }

            var place = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (!waiting.TryGetValue(instance, out var queue))
            {
                waiting.Add(instance, queue = new Queue<TaskCompletionSource>());
                turns.Enqueue(instance);
            }

            queue.Enqueue(place);
            return place.Task;
        }
    }

    public void Exit()
    {
        lock (gate)
        {
            if (!turns.TryDequeue(out var instance))
            {
                free++;
                return;
            }

            var queue = waiting[instance];
            queue.Dequeue().SetResult();
            if (queue.Count > 0)
                turns.Enqueue(instance);
            else
                waiting.Remove(instance);
        }
    }
}
