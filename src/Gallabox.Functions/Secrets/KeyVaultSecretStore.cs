using Azure;
using Azure.Security.KeyVault.Secrets;
using Gallabox.Core;
using Gallabox.Core.Secrets;

namespace Gallabox.Functions.Secrets;

/// <summary>Secrets in Key Vault. A deleted secret stays recoverable for the vault's retention; its name may be used again then.</summary>
internal sealed class KeyVaultSecretStore(SecretClient vault) : ISecretStore
{
    private const int NotFound = 404;
    private const int Conflict = 409;

    public async Task<string?> FindAsync(string name, CancellationToken cancellation)
    {
        try
        {
            return (await vault.GetSecretAsync(name, cancellationToken: cancellation)).Value.Value;
        }
        catch (RequestFailedException failure) when (failure.Status == NotFound)
        {
            return null;
        }
        catch (RequestFailedException failure)
        {
            throw Translate(failure);
        }
    }

    public async Task SaveAsync(string name, string value, CancellationToken cancellation)
    {
        try
        {
            await SetAsync(name, value, cancellation);
        }
        catch (RequestFailedException failure)
        {
            throw Translate(failure);
        }
    }

    public async Task DeleteAsync(string name, CancellationToken cancellation)
    {
        try
        {
            await vault.StartDeleteSecretAsync(name, cancellation);
        }
        catch (RequestFailedException failure) when (failure.Status == NotFound)
        {
            // Gone already.
        }
        catch (RequestFailedException failure)
        {
            throw Translate(failure);
        }
    }

    /// <summary>A name that was deleted is refused (409) until it is recovered.</summary>
    private async Task SetAsync(string name, string value, CancellationToken cancellation)
    {
        try
        {
            await vault.SetSecretAsync(name, value, cancellation);
        }
        catch (RequestFailedException failure) when (failure.Status == Conflict)
        {
            var recovery = await vault.StartRecoverDeletedSecretAsync(name, cancellation);
            await recovery.WaitForCompletionAsync(cancellation);
            await vault.SetSecretAsync(name, value, cancellation);
        }
    }

    private static FailureException Translate(RequestFailedException failure) => failure.Status is 401 or 403
        ? new NeedsPersonException("keyvault:denied", "Key Vault refused us: give the host's identity the role Key Vault Secrets Officer.", failure)
        : new TransientFailureException($"keyvault:{failure.Status}", "Key Vault did not answer as it should.", failure);
}
