using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Gallabox.Core;
using Gallabox.Core.Queue;
using Gallabox.Core.Tables;
using Gallabox.Functions.Queue;
using Moq;
using Xunit;

namespace Gallabox.Functions.Tests.Queue;

public sealed class StorageWorkQueueTests
{
    private const int MostBase64 = 64 * 1024;
    private static readonly DateTimeOffset now = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);
    private readonly InMemoryTableStore tables = new();
    private readonly Mock<QueueClient> client = new();
    private readonly List<(BinaryData Body, TimeSpan? Delay)> sent = [];
    private readonly StorageWorkQueue queue;

    public StorageWorkQueueTests()
    {
        client.Setup(to => to.SendMessageAsync(It.IsAny<BinaryData>(), It.IsAny<TimeSpan?>(), It.IsAny<TimeSpan?>(), It.IsAny<CancellationToken>()))
            .Callback((BinaryData body, TimeSpan? delay, TimeSpan? _, CancellationToken _) => sent.Add((body, delay)))
            .ReturnsAsync((Response<SendReceipt>)null!);
        queue = new StorageWorkQueue(client.Object, tables);
    }

    [Fact]
    public async Task ASmallBodyTravelsWithTheMessage()
    {
        var work = new SentWork(new WorkMessage("m-1", "mail", "s", "{}"), 2, now);
        await queue.PutAsync(work, TimeSpan.FromSeconds(8), default);
        Assert.Equal(TimeSpan.FromSeconds(8), sent[0].Delay);
        Assert.Equal(work, await queue.ReadAsync(sent[0].Body.ToString(), default));
    }

    [Fact]
    public async Task TheLargestBodyFitsAndIsForgottenAfterwards()
    {
        var body = new string('"', WorkMessageLimits.MaxBody);
        await queue.PutAsync(new SentWork(new WorkMessage("m-1", "mail", "s", body), 0, now), TimeSpan.Zero, default);
        Assert.True(Convert.ToBase64String(sent[0].Body.ToArray()).Length <= MostBase64);
        var read = await queue.ReadAsync(sent[0].Body.ToString(), default);
        Assert.Equal(body, read.Message.Body);
        await queue.ForgetAsync(read, default);
        await Assert.ThrowsAsync<PermanentFailureException>(() => queue.ReadAsync(sent[0].Body.ToString(), default));
    }

    [Fact]
    public async Task AnAccountThatFailsIsATransientFailure()
    {
        client.Setup(to => to.SendMessageAsync(It.IsAny<BinaryData>(), It.IsAny<TimeSpan?>(), It.IsAny<TimeSpan?>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new RequestFailedException(503, "busy"));
        await Assert.ThrowsAsync<TransientFailureException>(() => queue.PutAsync(new SentWork(new WorkMessage("m-1", "mail", "s", "{}"), 0, now), TimeSpan.Zero, default));
    }
}
