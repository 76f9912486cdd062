using Azure.Messaging.ServiceBus;
using Gallabox.Core;
using Gallabox.Core.Queue;
using Gallabox.Functions.Queue;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Xunit;

namespace Gallabox.Functions.Tests.Queue;

public sealed class ServiceBusWorkQueueTests
{
    private static readonly DateTimeOffset now = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);
    private static readonly WorkMessage message = new("mail-1", "mail", "mail:asha@kettle.example", "{\"mailId\":\"1\"}");
    private readonly Mock<ServiceBusSender> sender = new();
    private readonly List<ServiceBusMessage> sent = [];

    public ServiceBusWorkQueueTests() => sender.Setup(to => to.SendMessageAsync(It.IsAny<ServiceBusMessage>(), It.IsAny<CancellationToken>()))
        .Callback((ServiceBusMessage one, CancellationToken _) => sent.Add(one)).Returns(Task.CompletedTask);

    [Fact]
    public async Task TheFirstSendingHasTheMessagesOwnIdAndItsSession()
    {
        await Queue.PutAsync(new SentWork(message, 0, now), TimeSpan.Zero, default);
        Assert.Equal(("mail-1", "mail:asha@kettle.example", "mail"), (sent[0].MessageId, sent[0].SessionId, sent[0].Subject));
    }

    [Fact]
    public async Task ARepeatIsNoDuplicateAndComesLater()
    {
        await Queue.PutAsync(new SentWork(message, 1, now), TimeSpan.FromSeconds(4), default);
        await Queue.PutAsync(new SentWork(message, 2, now), TimeSpan.FromSeconds(8), default);
        await Queue.PutAsync(new SentWork(message, 0, now, Replayed: true), TimeSpan.Zero, default);
        Assert.Equal(4, sent.Select(one => one.MessageId).Append("mail-1").Distinct().Count());
        Assert.Equal(now.AddSeconds(4), sent[0].ScheduledEnqueueTime);
    }

    [Fact]
    public async Task WhatWasSentIsReadBack()
    {
        var work = new SentWork(message, 3, now, Trace: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        await Queue.PutAsync(work, TimeSpan.Zero, default);
        var received = ServiceBusModelFactory.ServiceBusReceivedMessage(sent[0].Body, sent[0].MessageId, sessionId: sent[0].SessionId,
            subject: sent[0].Subject, properties: sent[0].ApplicationProperties);
        Assert.Equal(work, ServiceBusWorkQueue.Read(received));
    }

    [Fact]
    public async Task ABusThatFailsIsATransientFailure()
    {
        sender.Setup(to => to.SendMessageAsync(It.IsAny<ServiceBusMessage>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new ServiceBusException("busy", ServiceBusFailureReason.ServiceBusy));
        await Assert.ThrowsAsync<TransientFailureException>(() => Queue.PutAsync(new SentWork(message, 0, now), TimeSpan.Zero, default));
    }

    private ServiceBusWorkQueue Queue => new(sender.Object, new FakeTimeProvider(now));
}
