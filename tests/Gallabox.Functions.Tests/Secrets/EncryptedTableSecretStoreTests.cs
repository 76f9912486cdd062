using System.Security.Cryptography;
using System.Text;
using Gallabox.Core.Tables;
using Gallabox.Functions.Secrets;
using Xunit;

namespace Gallabox.Functions.Tests.Secrets;

public sealed class EncryptedTableSecretStoreTests
{
    private readonly InMemoryTableStore tables = new();

    [Fact]
    public async Task TheNewestValueIsFoundAndADeletedOneIsNot()
    {
        var store = Store(1);
        await store.SaveAsync("pin", "111111", default);
        await store.SaveAsync("pin", "222222", default);
        Assert.Equal("222222", await store.FindAsync("pin", default));
        await store.DeleteAsync("pin", default);
        Assert.Null(await store.FindAsync("pin", default));
    }

    [Fact]
    public async Task TheRowShowsNothingAndBelongsToItsName()
    {
        await Store(1).SaveAsync("pin", "111111", default);
        var row = (await tables.FindAsync("secrets", "pin", "secret", default))!;
        Assert.DoesNotContain("111111", Encoding.Latin1.GetString(row.Payload.Span), StringComparison.Ordinal);
        await tables.WriteAsync("secrets", "other", [new TableWrite.Upsert("secret", row.Payload)], default);
        await Assert.ThrowsAnyAsync<CryptographicException>(() => Store(1).FindAsync("other", default));
        await Assert.ThrowsAnyAsync<CryptographicException>(() => Store(2).FindAsync("pin", default));
    }

    private EncryptedTableSecretStore Store(byte seed) => new(tables, [.. Enumerable.Repeat(seed, 32)]);
}
