using System.Diagnostics;
using System.Globalization;

namespace Gallabox.Benchmarks.Ingest.Stores;

/// <summary>Redis with its append-only file flushed every second, so it answers before the disk has anything; no snapshots.</summary>
internal sealed class RedisServer : IForeignServer
{
    public const string Name = "redis";

    private readonly Process process;
    private readonly string folder;

    private RedisServer(Process process, string folder, string port) => (this.process, this.folder, Port) = (process, folder, port);

    public string Port { get; }

    /// <summary>Null where it is not installed.</summary>
    public static async Task<IForeignServer?> StartAsync()
    {
        if (Tool.Find("redis-server") is not { } program)
            return null;
        var (folder, port) = (Directory.CreateTempSubdirectory("gallabox-redis").FullName, Tool.FreePort().ToString(CultureInfo.InvariantCulture));
        var process = Tool.Start(program, "--port", port, "--bind", "127.0.0.1", "--dir", folder, "--appendonly", "yes", "--appendfsync", "everysec", "--save", "");
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (line.Contains("Ready to accept connections", StringComparison.Ordinal))
                return new RedisServer(process, folder, port);
        throw new InvalidOperationException("redis-server ended too early.");
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
