using Azure.Data.Tables;
using Gallabox.Core.Adapters.Tables;
using Gallabox.Core.Tables;
using Gallabox.Local.Tests.Support;
using Xunit;

namespace Gallabox.Local.Tests.Tables;

[Collection(AzuriteCollection.Name)]
public sealed class AzureTableStoreTests(AzuriteFixture azurite) : TableStoreContract
{
    public override Task DisposeAsync() => Task.CompletedTask;

    private protected override Task<ITableStore> OpenAsync() => Task.FromResult<ITableStore>(
        new AzureTableStore(new TableServiceClient(azurite.ConnectionString, AzureTableStore.ClientOptions())));
}
