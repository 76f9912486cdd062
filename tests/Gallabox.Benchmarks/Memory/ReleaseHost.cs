using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Gallabox.Benchmarks.Memory;

/// <summary>The local host as it is released, a process of its own with its own runtime settings, and what it takes of the memory.</summary>
internal sealed class ReleaseHost : IAsyncDisposable
{
    public const string OperatorKey = "operator-key-of-the-benchmark-32ch";

    private readonly Process process;

    private ReleaseHost(Process process, Uri address)
    {
        this.process = process;
        Address = address;
    }

    public Uri Address { get; }

    public static async Task<ReleaseHost> StartAsync(string folder)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, WorkingDirectory = folder };
        foreach (var argument in (string[])
            [
                Path.Combine(AppContext.BaseDirectory, "Gallabox.Local.dll"), "--urls", address.OriginalString, "--Gallabox:Data", folder,
                "--Gallabox:OperatorKey", OperatorKey, "--Sandbox:Enabled", "false", "--Logging:LogLevel:Default", "Warning",
                "--Logging:LogLevel:Microsoft.Hosting.Lifetime", "Information", "--Meta:AppSecret", HourOfLoad.Secret,
                "--Meta:VerifyToken", "token-of-the-benchmark", "--Meta:AccessToken", "none", "--Meta:AppId", "1",
                "--Dialog360:PartnerKey", "none", "--Dialog360:PartnerId", "nonePA", "--Dialog360:PlatformSecret", "none",
                "--Dialog360:NumberWebhookKey", "number-key-of-the-benchmark", "--SendGrid:ApiKey", "none", "--SendGrid:InboundPublicKey", "none",
                "--SendGrid:EventPublicKey", "none", "--SendGrid:From", "none@gallabox.example",
            ])
            start.ArgumentList.Add(argument);
        var host = new ReleaseHost(Process.Start(start)!, address);
        await host.ReadyAsync();
        return host;
    }

    /// <summary>Resident memory now, and what of it is not a mapped file, in MB.</summary>
    public (double Resident, double Anonymous) Memory()
    {
        var lines = File.ReadAllLines($"/proc/{process.Id}/status");
        return (Megabytes("VmRSS:"), Megabytes("RssAnon:"));

        double Megabytes(string name) =>
            double.Parse(lines.First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
    }

    public double CpuSeconds()
    {
        process.Refresh();
        return process.TotalProcessorTime.TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>The server says so itself.</summary>
    private Task ReadyAsync()
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, said) =>
        {
            if (said.Data is null)
                ready.TrySetException(new InvalidOperationException("The host ended before it was ready."));
            else if (said.Data.Contains("Application started", StringComparison.Ordinal))
                ready.TrySetResult();
        };
        process.BeginOutputReadLine();
        return ready.Task;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
