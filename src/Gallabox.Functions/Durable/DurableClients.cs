using Microsoft.DurableTask.Client;

namespace Gallabox.Functions.Durable;

/// <summary>
/// The worker gets its client only through a binding. It is the same object for as long as the host lives, so every function
/// hands over the one that it was given, and whoever starts or nudges a flow takes it here.
/// </summary>
public sealed class DurableClients
{
    private volatile DurableTaskClient? client;

    /// <exception cref="InvalidOperationException">Nothing has run yet that has the binding.</exception>
    public DurableTaskClient Client => client
        ?? throw new InvalidOperationException("A function that starts or nudges flows needs the parameter [DurableClient].");

    public void Use(DurableTaskClient bound) => client = bound;
}
