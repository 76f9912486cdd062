namespace Gallabox.Core.Metering;

/// <summary>Scopes as last stored, so that a busy one is not read anew for each batch. Holds so many ids and contacts in all.</summary>
internal sealed class ScopeCache
{
    private const int MaxWeight = 1_000_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, LinkedListNode<Held>> held = new(StringComparer.Ordinal);
    private readonly LinkedList<Held> order = [];
    private int weight;

    /// <summary>Gives the scope away if it is the one stored under that ETag and not too old; whoever took it puts it back or drops it.</summary>
    public CustomerScope? Take(string name, string? etag, int oldestHour)
    {
        lock (gate)
        {
            if (!held.Remove(name, out var node))
                return null;
            order.Remove(node);
            weight -= node.Value.Weight;
            return node.Value.ETag == etag && node.Value.Scope.OldestHour == oldestHour ? node.Value.Scope : null;
        }
    }

    public void Put(string name, string? etag, CustomerScope scope)
    {
        if (scope.Weight > MaxWeight / 2)
            return;
        lock (gate)
        {
            if (held.Remove(name, out var old))
            {
                order.Remove(old);
                weight -= old.Value.Weight;
            }

            // What a scope takes beside its ids and contacts weighs about as much as forty of them.
            var node = order.AddLast(new Held(name, etag, scope, scope.Weight + 40));
            held[name] = node;
            weight += node.Value.Weight;
            while (weight > MaxWeight && order.First is { } first)
            {
                order.RemoveFirst();
                held.Remove(first.Value.Name);
                weight -= first.Value.Weight;
            }
        }
    }

    private sealed record Held(string Name, string? ETag, CustomerScope Scope, int Weight);
}
