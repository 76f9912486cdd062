using Gallabox.Core.Tables;
using Gallabox.Local.Tests.Webhooks;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Gallabox.Local.Tests.Queue;

/// <summary>Few events wait for more of them, unless somebody waits for the figures.</summary>
public sealed class EventLogPaceTests : IDisposable
{
    private static readonly DateTimeOffset now = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("event-log-pace-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_waits_for_the_figures_does_not_wait_for_more_events(bool asksFirst)
    {
        await using var pipeline = new EventPipeline(folder, new InMemoryTableStore(), new FakeTimeProvider(now), gather: TimeSpan.FromHours(1));
        await pipeline.AddNumberAsync();
        for (var round = 1; round <= 3; round++)
        {
            await pipeline.AcceptAsync(EventPipeline.Statuses([$"w{round}"], now));
            var settled = asksFirst || round > 1 ? pipeline.Consumer.SettleAsync() : Task.CompletedTask;
            if (round == 1)
                await pipeline.Consumer.StartAsync(CancellationToken.None);
            await settled.WaitAsync(TimeSpan.FromSeconds(30));
            await pipeline.Consumer.SettleAsync().WaitAsync(TimeSpan.FromSeconds(30));
            Assert.Equal(round, (await pipeline.SentAsync(now)).Sent30Days);
        }
    }
}
