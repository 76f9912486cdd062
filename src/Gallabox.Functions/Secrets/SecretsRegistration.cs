using Azure.Core;
using Azure.Security.KeyVault.Secrets;
using Gallabox.Core.Secrets;
using Gallabox.Core.Tables;
using Gallabox.Functions.Start;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gallabox.Functions.Secrets;

internal static class SecretsRegistration
{
    private const int KeyBytes = 32;

    /// <summary>Key Vault; in development an encrypted table where no vault is named. Anything else stops the host.</summary>
    public static IServiceCollection AddSecretStore(this IServiceCollection services, AzureOptions options, IHostEnvironment environment)
    {
        if (options.KeyVaultUrl is { } vault)
            return services.AddSingleton<ISecretStore>(provider =>
                new KeyVaultSecretStore(new SecretClient(vault, provider.GetRequiredService<TokenCredential>())));
        if (!environment.IsDevelopment())
            throw new InvalidOperationException("Gallabox:KeyVaultUrl is not set. Gallabox:SecretsKey instead of it is for development only.");
        var key = Key(options.SecretsKey);
        return services.AddSingleton<ISecretStore>(provider => new EncryptedTableSecretStore(provider.GetRequiredService<ITableStore>(), key));
    }

    private static byte[] Key(string text)
    {
        var key = new byte[KeyBytes];
        return Convert.TryFromBase64String(text, key, out var written) && written == KeyBytes
            ? key
            : throw new InvalidOperationException("Set Gallabox:KeyVaultUrl, or in development Gallabox:SecretsKey to base64 of 32 random bytes.");
    }
}
