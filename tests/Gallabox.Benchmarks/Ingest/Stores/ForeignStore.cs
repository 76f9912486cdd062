using Gallabox.Core.Webhooks;

namespace Gallabox.Benchmarks.Ingest.Stores;

/// <summary>
/// Another store that does the host's job for message events: each message and status once, sent messages by number and hour, and a
/// number's customers with their last delivery. A batch is taken when the store has answered for every event of it.
/// </summary>
internal abstract class ForeignStore : IEventSink, IAsyncDisposable
{
    public static async Task<ForeignStore> ConnectAsync(string kind, string port) => kind switch
    {
        RedisServer.Name => await RedisStore.ConnectAsync(port),
        PostgresServer.Name => await PostgresStore.ConnectAsync(port),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown store."),
    };

    public ValueTask AcceptAsync(ReadOnlyMemory<byte> batch, CancellationToken cancellation)
    {
        var events = new Collected();
        EventBatch.Read(batch.Span, events);
        return new ValueTask(events.Events.Count == 1
            ? ApplyAsync(events.Events[0].Number, events.Events[0].Event)
            : Task.WhenAll(events.Events.Select(item => ApplyAsync(item.Number, item.Event))));
    }

    /// <summary>The sent messages of all numbers.</summary>
    public abstract Task<int> CountAsync();

    public abstract ValueTask DisposeAsync();

    /// <param name="number">Meta's id of the number.</param>
    protected abstract Task ApplyAsync(long number, MessageEvent item);

    private sealed class Collected : IEventVisitor
    {
        public List<(long Number, MessageEvent Event)> Events { get; } = new(1);

        public void Messages(RouteBytes route, int count, ReadOnlySpan<byte> events)
        {
            var number = System.Buffers.Text.Utf8Parser.TryParse(route.Id, out long parsed, out _) ? parsed : 0;
            var reader = new PackedReader(events);
            for (; count > 0; count--)
                Events.Add((number, MessageEvent.Read(ref reader)));
        }

        public void Raw(RawEvent raw) => throw new InvalidOperationException("Everything is understood here.");
    }
}
