namespace Gallabox.Core.Secrets;

/// <summary>Where 360dialog keys and PINs live: Key Vault in Azure, a protected file locally; never a row, log, mail or page.</summary>
public interface ISecretStore
{
    /// <param name="name">1 to 120 letters, digits and hyphens.</param>
    /// <returns>The secret, or null.</returns>
    Task<string?> FindAsync(string name, CancellationToken cancellation);

    /// <summary>Durable when it returns; the newest value wins.</summary>
    Task SaveAsync(string name, string value, CancellationToken cancellation);

    Task DeleteAsync(string name, CancellationToken cancellation);
}
