using System.Text.Json;
using Gallabox.Core.Secrets;

namespace Gallabox.Local.Secrets;

/// <summary>
/// Secrets in one file that only the host's own user can read; the local stand-in for Key Vault. Each save writes a new file,
/// flushes it and puts it in the old one's place, so a crash leaves the old secrets or the new ones.
/// </summary>
public sealed class FileSecretStore(string folder) : ISecretStore, IDisposable
{
    private readonly string path = Path.Combine(folder, "secrets.json");
    private readonly SemaphoreSlim turn = new(1);

    public async Task<string?> FindAsync(string name, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            return Read().GetValueOrDefault(name);
        }
        finally
        {
            turn.Release();
        }
    }

    public Task SaveAsync(string name, string value, CancellationToken cancellation) =>
        ChangeAsync(secrets => secrets[name] = value, cancellation);

    public Task DeleteAsync(string name, CancellationToken cancellation) => ChangeAsync(secrets => secrets.Remove(name), cancellation);

    public void Dispose() => turn.Dispose();

    private async Task ChangeAsync(Action<Dictionary<string, string>> change, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            var secrets = Read();
            change(secrets);
            ProtectedFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(secrets));
        }
        finally
        {
            turn.Release();
        }
    }

    private Dictionary<string, string> Read() => File.Exists(path)
        ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(path)) ?? []
        : [];
}
