using Gallabox.Core;

namespace Gallabox.Local.Tables;

/// <summary>Keeps a second host off a data folder, for as long as the process lives and it is not disposed.</summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream held;

    private FolderLock(FileStream held) => this.held = held;

    /// <exception cref="NeedsPersonException">The folder is in use, or may not be written.</exception>
    public static FolderLock Take(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return new FolderLock(new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException refusal)
        {
            throw new NeedsPersonException("store:folder-refused", $"The data folder '{folder}' may not be written: {refusal.Message}", refusal);
        }
        catch (IOException refusal)
        {
            var advice = $"The data folder '{folder}' is in use by another host, or cannot be opened. "
                + "Stop that host, or give this one a folder of its own with Gallabox__Data.";
            throw new NeedsPersonException("store:folder-in-use", $"{advice} ({refusal.Message})", refusal);
        }
    }

    public void Dispose() => held.Dispose();
}
