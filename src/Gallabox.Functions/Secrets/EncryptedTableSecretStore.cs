using System.Security.Cryptography;
using System.Text;
using Gallabox.Core.Secrets;
using Gallabox.Core.Tables;

namespace Gallabox.Functions.Secrets;

/// <summary>
/// For development with nothing but an emulated storage account: secrets as rows, encrypted (AES-256-GCM, bound to their name)
/// under a key that is a setting and not in the account.
/// </summary>
internal sealed class EncryptedTableSecretStore(ITableStore tables, byte[] key) : ISecretStore
{
    private const string Table = "secrets";
    private const string Row = "secret";
    private static readonly int nonceSize = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int tagSize = AesGcm.TagByteSizes.MaxSize;

    public async Task<string?> FindAsync(string name, CancellationToken cancellation) =>
        await tables.FindAsync(Table, name, Row, cancellation) is { } row ? Open(name, row.Payload.Span) : null;

    public Task SaveAsync(string name, string value, CancellationToken cancellation) =>
        tables.WriteAsync(Table, name, [new TableWrite.Upsert(Row, Seal(name, value))], cancellation);

    public Task DeleteAsync(string name, CancellationToken cancellation) => tables.DeleteAsync(Table, name, Row, cancellation);

    private byte[] Seal(string name, string value)
    {
        var plain = Encoding.UTF8.GetBytes(value);
        var sealedBytes = new byte[nonceSize + tagSize + plain.Length];
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(0, nonceSize));
        using var cipher = new AesGcm(key, tagSize);
        cipher.Encrypt(
            sealedBytes.AsSpan(0, nonceSize), plain, sealedBytes.AsSpan(nonceSize + tagSize), sealedBytes.AsSpan(nonceSize, tagSize),
            Encoding.UTF8.GetBytes(name));
        return sealedBytes;
    }

    private string Open(string name, ReadOnlySpan<byte> sealedBytes)
    {
        var plain = new byte[sealedBytes.Length - nonceSize - tagSize];
        using var cipher = new AesGcm(key, tagSize);
        cipher.Decrypt(
            sealedBytes[..nonceSize], sealedBytes[(nonceSize + tagSize)..], sealedBytes.Slice(nonceSize, tagSize), plain,
            Encoding.UTF8.GetBytes(name));
        return Encoding.UTF8.GetString(plain);
    }
}
