using System.Security.Cryptography;
using System.Text.Json;

namespace Gallabox.Local.Secrets;

/// <summary>The keys that the local host makes for itself at its first start, so that one command is enough; settings override them.</summary>
internal sealed record HostSecrets(string OperatorKey, string LinkKey, string NumberWebhookKey)
{
    public static HostSecrets LoadOrCreate(string folder)
    {
        var path = Path.Combine(folder, "host.json");
        if (File.Exists(path))
            return JsonSerializer.Deserialize<HostSecrets>(File.ReadAllBytes(path))
                ?? throw new InvalidDataException($"{path} is empty; remove it to have new keys made.");
        var made = new HostSecrets(Token(32), Token(48), Token(32));
        ProtectedFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(made));
        return made;
    }

    private static string Token(int length) =>
        RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", length);
}
