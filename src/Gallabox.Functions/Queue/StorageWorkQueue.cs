using System.Globalization;
using Azure;
using Azure.Storage.Queues;
using Gallabox.Core;
using Gallabox.Core.Tables;
using Gallabox.Core.Webhooks;

namespace Gallabox.Functions.Queue;

/// <summary>
/// Work on a queue of the storage account, for teams that want no Service Bus. It knows neither sessions nor duplicates, so one
/// session's messages may run side by side and an id twice; handlers are safe for both. A message has at most 64 KiB in base64,
/// so a body that does not fit lies in the table store. [learn.microsoft.com, "Storage queues and Service Bus queues compared"]
/// </summary>
internal sealed class StorageWorkQueue(QueueClient queue, ITableStore tables) : IWorkRoad
{
    private const string Bodies = "workbodies";
    private const string Row = "body";
    private const int MaxBytes = 48 * 1024;
    private volatile bool created;

    public async Task PutAsync(SentWork work, TimeSpan delay, CancellationToken cancellation)
    {
        var bytes = Wire.ToBytes(work with { Stored = null });
        if (bytes.Length > MaxBytes)
            bytes = Wire.ToBytes(await StoreAsync(work, cancellation));
        try
        {
            await CreateAsync(cancellation);
            await queue.SendMessageAsync(BinaryData.FromBytes(bytes), delay, TimeSpan.FromSeconds(-1), cancellation);
        }
        catch (RequestFailedException failure)
        {
            throw new TransientFailureException("queue:storage", "The message could not be queued; try again.", failure);
        }
    }

    /// <summary>The message with its body, wherever that lies.</summary>
    public async Task<SentWork> ReadAsync(string text, CancellationToken cancellation)
    {
        var work = Wire.FromBytes<SentWork>(System.Text.Encoding.UTF8.GetBytes(text));
        if (work.Stored is not { } stored)
            return work;
        var body = await tables.FindAsync<StoredBody>(Bodies, stored, Row, cancellation)
            ?? throw new PermanentFailureException("queue:no-body", $"The stored body of message '{work.Message.Id}' is gone.");
        return work with { Message = work.Message with { Body = body.Value.Body } };
    }

    /// <summary>Nobody needs the stored body any more: the message was handled, or lies whole among the dead letters.</summary>
    public async Task ForgetAsync(SentWork work, CancellationToken cancellation)
    {
        if (work.Stored is { } stored)
            await tables.DeleteAsync(Bodies, stored, Row, cancellation);
    }

    private async Task<SentWork> StoreAsync(SentWork work, CancellationToken cancellation)
    {
        var stored = string.Create(CultureInfo.InvariantCulture, $"{IdHash.Of(work.Message.Id):x16}-{work.SentAt.UtcTicks:x}-{work.Attempts}");
        await tables.UpsertAsync(Bodies, stored, Row, new StoredBody(work.Message.Body), cancellation);
        return work with { Message = work.Message with { Body = "" }, Stored = stored };
    }

    private async Task CreateAsync(CancellationToken cancellation)
    {
        if (!created)
            await queue.CreateIfNotExistsAsync(cancellationToken: cancellation);
        created = true;
    }

    private sealed record StoredBody(string Body);
}
