using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Gallabox.Local.Orchestration;

/// <summary>
/// The instances in memory. Who brings one in, takes one out, or writes to the partition of one from outside, holds its
/// gate; so there is never a second runner over the same rows.
/// </summary>
internal sealed class LiveInstances
{
    private readonly KeyedGate gates = new();
    private readonly ConcurrentDictionary<string, InstanceRunner> runners = new(StringComparer.Ordinal);

    public int Count => runners.Count;

    public Task<IDisposable> EnterAsync(string id) => gates.EnterAsync(id);

    public bool TryGet(string id, [NotNullWhen(true)] out InstanceRunner? runner) => runners.TryGetValue(id, out runner);

    public void Add(InstanceRunner runner) => runners[runner.Id] = runner;

    public void Remove(InstanceRunner runner) => runners.TryRemove(new KeyValuePair<string, InstanceRunner>(runner.Id, runner));
}
