namespace Gallabox.Core.Metering;

/// <summary>States as last stored, so that what is busy is not read anew for each batch. The longest unused go first.</summary>
/// <param name="maxWeight">How many bytes are held in all, about; a state that is larger by itself is not held.</param>
internal sealed class StateCache<TState>(int maxWeight)
    where TState : class
{
    /// <summary>What a state takes beside its own weight.</summary>
    private const int Overhead = 200;

    private readonly Lock gate = new();
    private readonly Dictionary<string, LinkedListNode<Held>> held = new(StringComparer.Ordinal);
    private readonly LinkedList<Held> order = [];
    private int weight;

    /// <summary>Gives the state away if it is the one stored under that ETag; whoever took it puts it back or drops it.</summary>
    public TState? Take(string name, string? etag)
    {
        lock (gate)
            return Remove(name) is { } found && found.ETag == etag ? found.State : null;
    }

    public void Put(string name, string? etag, TState state, int itsWeight)
    {
        if (itsWeight + Overhead > maxWeight)
            return;
        lock (gate)
        {
            Remove(name);
            held[name] = order.AddLast(new Held(name, etag, state, itsWeight + Overhead));
            weight += itsWeight + Overhead;
            while (weight > maxWeight && order.First is { } first)
                Remove(first.Value.Name);
        }
    }

    private Held? Remove(string name)
    {
        if (!held.Remove(name, out var node))
            return null;
        order.Remove(node);
        weight -= node.Value.Weight;
        return node.Value;
    }

    private sealed record Held(string Name, string? ETag, TState State, int Weight);
}
