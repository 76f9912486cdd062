namespace Gallabox.Core.Queue;

/// <summary>From a message's kind to the method that works on it. Features fill it once at start; hosts pump messages through it.</summary>
public sealed class WorkRouter(IServiceProvider services)
{
    private readonly Dictionary<string, Func<IServiceProvider, string, CancellationToken, Task>> handlers = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Kinds => handlers.Keys;

    /// <summary>Bodies of that kind are JSON of <typeparamref name="TBody"/> and go to a method of <typeparamref name="TWork"/>.</summary>
    public WorkRouter Add<TWork, TBody>(string kind, Func<TWork, TBody, CancellationToken, Task> handle)
        where TWork : notnull
    {
        handlers.Add(kind, (provider, body, cancellation) =>
        {
            var work = (TWork)(provider.GetService(typeof(TWork)) ?? throw new InvalidOperationException($"{typeof(TWork)} is not registered."));
            return handle(work, Wire.FromBytes<TBody>(System.Text.Encoding.UTF8.GetBytes(body)), cancellation);
        });
        return this;
    }

    /// <summary>Works on one message.</summary>
    /// <exception cref="PermanentFailureException">Nobody handles that kind: dead-letter it.</exception>
    public Task HandleAsync(WorkMessage message, CancellationToken cancellation) => handlers.TryGetValue(message.Kind, out var handle)
        ? handle(services, message.Body, cancellation)
        : throw new PermanentFailureException("queue:unknown-kind", $"No handler for messages of kind '{message.Kind}'.");
}
