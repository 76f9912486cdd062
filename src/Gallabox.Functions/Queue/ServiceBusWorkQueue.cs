using System.Globalization;
using Azure.Messaging.ServiceBus;
using Gallabox.Core;
using Gallabox.Core.Queue;
using Gallabox.Core.Webhooks;

namespace Gallabox.Functions.Queue;

/// <summary>
/// Work on a Service Bus queue with sessions and duplicate detection. A message's id is the bus's own message id, so what waits
/// already is dropped; a repeat has an id of its own, or it would be taken for a duplicate.
/// [learn.microsoft.com, "Duplicate detection"; facts 8.2]
/// </summary>
internal sealed class ServiceBusWorkQueue(ServiceBusSender sender, TimeProvider time) : IWorkRoad
{
    private const string Id = "id";
    private const string Attempts = "attempts";
    private const string SentAt = "sentAt";
    private const string Trace = "trace";

    public async Task PutAsync(SentWork work, TimeSpan delay, CancellationToken cancellation)
    {
        var message = Message(work);
        if (delay > TimeSpan.Zero)
            message.ScheduledEnqueueTime = time.GetUtcNow() + delay;
        try
        {
            await sender.SendMessageAsync(message, cancellation);
        }
        catch (ServiceBusException failure)
        {
            throw new TransientFailureException("queue:service-bus", "The message could not be queued; try again.", failure);
        }
    }

    public static SentWork Read(ServiceBusReceivedMessage message)
    {
        var told = message.ApplicationProperties;
        return new SentWork(
            new WorkMessage(Text(told, Id, message.MessageId), message.Subject, message.SessionId, message.Body.ToString()),
            Convert.ToInt32(told.GetValueOrDefault(Attempts, 0), CultureInfo.InvariantCulture),
            DateTimeOffset.Parse(Text(told, SentAt, "1970-01-01T00:00:00Z"), CultureInfo.InvariantCulture),
            Trace: told.GetValueOrDefault(Trace) as string);
    }

    private static ServiceBusMessage Message(SentWork work) => new(work.Message.Body)
    {
        MessageId = work is { Attempts: 0, Replayed: false } ? work.Message.Id : RepeatId(work),
        SessionId = work.Message.Session,
        Subject = work.Message.Kind,
        ContentType = "application/json",
        ApplicationProperties =
        {
            [Id] = work.Message.Id,
            [Attempts] = work.Attempts,
            [SentAt] = work.SentAt.ToString("O", CultureInfo.InvariantCulture),
            [Trace] = work.Trace ?? "",
        },
    };

    private static string RepeatId(SentWork work) => string.Create(CultureInfo.InvariantCulture,
        $"{IdHash.Of(work.Message.Id):x16}-{work.SentAt.UtcTicks:x}-{work.Attempts}");

    private static string Text(IReadOnlyDictionary<string, object> told, string name, string otherwise) =>
        told.GetValueOrDefault(name) as string ?? otherwise;
}
