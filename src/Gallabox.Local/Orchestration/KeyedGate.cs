namespace Gallabox.Local.Orchestration;

/// <summary>One caller at a time for each key, first come first served.</summary>
internal sealed class KeyedGate
{
    private readonly Dictionary<string, Queue<TaskCompletionSource>> held = new(StringComparer.Ordinal);

    /// <summary>Dispose what is answered to let the next caller in.</summary>
    public async Task<IDisposable> EnterAsync(string key)
    {
        TaskCompletionSource? turn = null;
        lock (held)
        {
            if (held.TryGetValue(key, out var queue))
                queue.Enqueue(turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            else
                held.Add(key, new Queue<TaskCompletionSource>(0));
        }

        if (turn is not null)
            await turn.Task;
        return new Holder(this, key);
    }

    private void Leave(string key)
    {
        lock (held)
        {
            if (held[key].TryDequeue(out var next))
                next.SetResult();
            else
                held.Remove(key);
        }
    }

    private sealed class Holder(KeyedGate gate, string key) : IDisposable
    {
        public void Dispose() => gate.Leave(key);
    }
}
