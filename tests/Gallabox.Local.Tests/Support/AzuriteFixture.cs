using System.Diagnostics;
using System.Text.RegularExpressions;
using Xunit;

namespace Gallabox.Local.Tests.Support;

/// <summary>
/// Azurite with blobs, queues and tables on free ports, in memory, for as long as the collection's tests run. It needs Node and
/// nothing else: the first run installs the package that tests/azurite locks.
/// </summary>
public sealed partial class AzuriteFixture : IAsyncLifetime
{
    // Azurite's own well-known account; it guards nothing.
    private const string Account = "AccountName=devstoreaccount1;"
        + "AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly TimeSpan patience = TimeSpan.FromMinutes(1);

    private Process? process;
    private DirectoryInfo? folder;

    /// <summary>A connection string for all three services.</summary>
    public string ConnectionString { get; private set; } = "";

    public async Task InitializeAsync()
    {
        var package = await AzuritePackage.InstallAsync();
        folder = Directory.CreateTempSubdirectory("gallabox-azurite");
        process = Start(package);
        AppDomain.CurrentDomain.ProcessExit += Kill;
        using var limit = new CancellationTokenSource(patience);
        var endpoints = await ReadEndpointsAsync(process, limit.Token);
        ConnectionString = $"DefaultEndpointsProtocol=http;{Account};"
            + string.Concat(endpoints.Select(endpoint => $"{endpoint.Key}Endpoint={endpoint.Value}/devstoreaccount1;"));
        // What it prints later is read on, so that its pipe never fills up.
        _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= Kill;
        Kill(this, EventArgs.Empty);
        if (process is not null)
            await process.WaitForExitAsync();
        process?.Dispose();
        folder?.Delete(recursive: true);
    }

    private Process Start(string package)
    {
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = folder!.FullName,
            RedirectStandardInput = true, // closed with this process, however that ends; start.js exits then
            RedirectStandardOutput = true,
        };
        foreach (var argument in (string[])[Path.Combine(package, "start.js"), "--inMemoryPersistence", "--silent", "--loose",
            "--skipApiVersionCheck", "--disableTelemetry", "--blobPort", "0", "--queuePort", "0", "--tablePort", "0"])
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    private static async Task<Dictionary<string, string>> ReadEndpointsAsync(Process process, CancellationToken cancellation)
    {
        var endpoints = new Dictionary<string, string>(StringComparer.Ordinal);
        while (endpoints.Count < 3)
        {
            var line = await process.StandardOutput.ReadLineAsync(cancellation)
                ?? throw new InvalidOperationException("Azurite ended before it listened; see its message above.");
            if (Listening().Match(line) is { Success: true } match)
                endpoints[match.Groups[1].Value] = match.Groups[2].Value;
        }

        return endpoints;
    }

    private void Kill(object? sender, EventArgs arguments)
    {
        if (process is { HasExited: false })
            process.Kill(entireProcessTree: true);
    }

    [GeneratedRegex(@"Azurite (\w+) service is successfully listening at (http://\S+)")]
    private static partial Regex Listening();
}

/// <summary>
/// Tests that share one Azurite: give the class <c>[Collection(AzuriteCollection.Name)]</c>, and tables, queues and containers of
/// its own.
/// </summary>
[CollectionDefinition(Name)]
public sealed class AzuriteCollection : ICollectionFixture<AzuriteFixture>
{
    public const string Name = "Azurite";
}
