using System.Runtime.InteropServices;
using Gallabox.Local.Queue;
using Xunit;

namespace Gallabox.Local.Tests.Queue;

/// <summary>What is worked off at full load goes through one array, however long it lasts.</summary>
public sealed class LogBatchTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("log-batch-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Steps_at_full_load_are_read_into_one_array()
    {
        using var log = EventLog.Open(folder);
        for (var frame = 0; frame < 100; frame++)
            await log.AcceptAsync(new byte[130_000], CancellationToken.None);
        var batch = new LogBatch(EventLogPace.Usual.Batch);
        var arrays = new List<byte[]>();
        using var file = log.Segments.Open(1, FileAccess.Read);
        for (var at = new LogPosition(1, 0); at < log.End;)
        {
            batch.Clear();
            at = LogScan.Read(file, at, log.End, batch);
            Assert.True(MemoryMarshal.TryGetArray(batch.Content, out var content));
            arrays.Add(content.Array!);
        }

        Assert.InRange(arrays.Count, 3, 5);
        Assert.Single(arrays.Skip(1).Distinct());
    }
}
