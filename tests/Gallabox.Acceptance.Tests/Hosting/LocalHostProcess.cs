using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Gallabox.Acceptance.Tests.Hosting;

/// <summary>The local host as a child process with a data folder and an operator key of its own.</summary>
internal sealed class LocalHostProcess : IAsyncDisposable
{
    private readonly string data = Directory.CreateTempSubdirectory("gallabox-acceptance-").FullName;
    private readonly Process process;
    private readonly Queue<string> lastLines = new();

    public LocalHostProcess()
    {
        Url = new Uri($"http://127.0.0.1:{FreePort()}/");
        var start = new ProcessStartInfo("dotnet", [Assembly()])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = data,
            Environment = { ["urls"] = Url.ToString(), ["Gallabox__Data"] = data, ["Gallabox__OperatorKey"] = OperatorKey },
        };
        foreach (var (name, value) in ShortDurations.Settings)
            start.Environment[name] = value;
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Url { get; }

    public string OperatorKey { get; } = RandomNumberGenerator.GetHexString(40);

    /// <summary>Why it does not answer, if it has ended.</summary>
    public string? Death
    {
        get
        {
            lock (lastLines)
                return process.HasExited ? $"The host ended with {process.ExitCode}:\n{string.Join('\n', lastLines)}" : null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(data, recursive: true);
    }

    private void Keep(string? line)
    {
        const int Kept = 60;
        lock (lastLines)
        {
            lastLines.Enqueue(line ?? "");
            if (lastLines.Count > Kept)
                lastLines.Dequeue();
        }
    }

    /// <summary>Built beside these tests, in the same configuration.</summary>
    private static string Assembly()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var root = output;
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Gallabox.Functions.sln")))
            root = root.Parent;
        return Path.Combine(root!.FullName, "src", "Gallabox.Local", "bin", output.Parent!.Name, output.Name, "Gallabox.Local.dll");
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
