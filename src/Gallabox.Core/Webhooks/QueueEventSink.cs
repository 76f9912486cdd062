using System.Globalization;
using System.Text;
using Gallabox.Core.Queue;
using Gallabox.Core.Tables;

namespace Gallabox.Core.Webhooks;

/// <summary>
/// A sink over the work queue: a batch travels in a message's body, or lies in the table store and the message points to it.
/// Named by its content, so the same request again makes no second message while the first one waits.
/// </summary>
public sealed class QueueEventSink(IWorkQueue queue, ITableStore tables) : IEventSink
{
    /// <summary>The most bytes in a body: as base64 they keep under its bound.</summary>
    private const int MaxInBody = 34 * 1024;

    public async ValueTask AcceptAsync(ReadOnlyMemory<byte> batch, CancellationToken cancellation)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{IdHash.Of(batch.Span):x16}-{batch.Length:x}");
        var small = batch.Length <= MaxInBody;
        if (!small)
            await StoreAsync(name, batch, cancellation);
        var body = new EventBatchWork(small ? Convert.ToBase64String(batch.Span) : null, small ? null : name);
        await queue.SendAsync(new WorkMessage("events:" + name, EventBatchWork.Kind, "events:" + name[..2], Encoding.UTF8.GetString(Wire.ToBytes(body))), cancellation);
    }

    private async Task StoreAsync(string name, ReadOnlyMemory<byte> batch, CancellationToken cancellation)
    {
        for (var (part, from) = (0, 0); from < batch.Length; part++, from += ITableStore.MaxPayload)
        {
            var some = batch.Slice(from, Math.Min(ITableStore.MaxPayload, batch.Length - from));
            await tables.WriteAsync(EventBatchHandler.Table, name, [new TableWrite.Upsert(part.ToString("D4", CultureInfo.InvariantCulture), some)], cancellation);
        }
    }
}

/// <param name="Batch">The batch as base64.</param>
/// <param name="Stored">Or the partition under which it lies in parts.</param>
public sealed record EventBatchWork(string? Batch, string? Stored)
{
    public const string Kind = "event-batch";
}

/// <summary>Works on batches that came through the work queue.</summary>
public sealed class EventBatchHandler(EventIntake intake, ITableStore tables)
{
    internal const string Table = "eventbatches";

    public async Task HandleAsync(EventBatchWork work, CancellationToken cancellation)
    {
        if (work.Stored is not { } name)
        {
            await intake.ApplyAsync(Convert.FromBase64String(work.Batch ?? ""), cancellation);
            return;
        }

        var parts = await tables.QueryAsync(Table, name, new RowRange(), cancellation);
        if (parts.Count == 0)
            return; // Applied before: only the message had not gone.
        await intake.ApplyAsync(parts.SelectMany(part => part.Payload.ToArray()).ToArray(), cancellation);
        await tables.WriteAsync(Table, name, [.. parts.Select(part => new TableWrite.Delete(part.Row))], cancellation);
    }
}
