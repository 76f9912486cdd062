using Gallabox.Core.Tables;

namespace Gallabox.Local.Tests.Tables;

public sealed class InMemoryTableStoreTests : TableStoreContract
{
    public override Task DisposeAsync() => Task.CompletedTask;

    private protected override Task<ITableStore> OpenAsync() => Task.FromResult<ITableStore>(new InMemoryTableStore());
}
