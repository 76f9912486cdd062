using Gallabox.Core.Tables;
using Gallabox.Local.Tables;

namespace Gallabox.Local.Tests.Tables;

public sealed class SqliteTableStoreTests : TableStoreContract
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gallabox-tables");
    private SqliteTableStore? store;

    public override async Task DisposeAsync()
    {
        await store!.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private protected override Task<ITableStore> OpenAsync()
    {
        store = SqliteTableStore.Open(folder.FullName);
        return Task.FromResult<ITableStore>(store);
    }
}
