using System.Diagnostics;

namespace Gallabox.Local.Tests.Support;

/// <summary>The npm package in tests/azurite, installed by the first test run of the machine.</summary>
internal static class AzuritePackage
{
    /// <summary>Installs what package-lock.json says, unless that is there already, and answers the folder.</summary>
    public static async Task<string> InstallAsync()
    {
        var folder = Path.Combine(RepositoryRoot(), "tests", "azurite");
        await using var only = await LockAsync(Path.Combine(Path.GetTempPath(), "gallabox-azurite-install.lock"));
        if (!IsInstalled(folder))
            await InstallAsync(folder);
        return folder;
    }

    /// <summary>npm writes its own copy of the lock last, so an interrupted installation is done again.</summary>
    private static bool IsInstalled(string folder)
    {
        var installed = new FileInfo(Path.Combine(folder, "node_modules", ".package-lock.json"));
        return installed.Exists && installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(folder, "package-lock.json"));
    }

    private static async Task InstallAsync(string folder)
    {
        var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        var start = new ProcessStartInfo(npm, ["ci", "--no-audit", "--no-fund", "--loglevel", "error"]) { WorkingDirectory = folder };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"'npm ci' in {folder} ended with {process.ExitCode}; its message is above.");
    }

    private static async Task<FileStream> LockAsync(string path)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (attempt < 3_000)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100)); // another test process installs
            }
        }
    }

    private static string RepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Gallabox.Local.slnf")))
                return folder.FullName;
        throw new DirectoryNotFoundException($"No Gallabox.Local.slnf above {AppContext.BaseDirectory}.");
    }
}
