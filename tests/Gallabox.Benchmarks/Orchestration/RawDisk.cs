using System.Diagnostics;

namespace Gallabox.Benchmarks.Orchestration;

/// <summary>What the disk gives: 512 bytes appended to a file and flushed, one after the other.</summary>
internal static class RawDisk
{
    private static readonly TimeSpan slice = TimeSpan.FromMilliseconds(300);
    private static readonly byte[] payload = new byte[512];

    public static double AppendsPerSecond(string folder)
    {
        using var file = new FileStream(Path.Combine(folder, "raw"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var watch = Stopwatch.StartNew();
        var count = 0;
        for (; watch.Elapsed < slice; count++)
        {
            file.Write(payload);
            file.Flush(flushToDisk: true);
        }

        return count / watch.Elapsed.TotalSeconds;
    }
}
