using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Queues;
using Gallabox.Core.Adapters.Tables;
using Gallabox.Core.Tables;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gallabox.Functions.Start;

/// <summary>
/// The storage account that the host itself uses, by the host's own settings: <c>AzureWebJobsStorage</c> is a connection string
/// (development), or <c>AzureWebJobsStorage__accountName</c>, <c>__clientId</c> name it and our identity.
/// [learn.microsoft.com, "Guide to identity-based connections"]
/// </summary>
internal static class AzureStorage
{
    private const string Setting = "AzureWebJobsStorage";

    public static IServiceCollection AddAzureStorage(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(Credential(configuration))
        .AddSingleton(provider => Tables(configuration, provider.GetRequiredService<TokenCredential>()))
        .AddSingleton(provider => Queues(configuration, provider.GetRequiredService<TokenCredential>()))
        .AddSingleton<ITableStore, AzureTableStore>();

    /// <summary>The managed identity that the storage settings name; else whatever the machine signs in with.</summary>
    public static TokenCredential Credential(IConfiguration configuration) => configuration[$"{Setting}:clientId"] is { Length: > 0 } identity
        ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(identity))
        : new DefaultAzureCredential();

    private static TableServiceClient Tables(IConfiguration configuration, TokenCredential credential) =>
        configuration[Setting] is { Length: > 0 } connection
        ? new TableServiceClient(connection, AzureTableStore.ClientOptions())
        : new TableServiceClient(Address(configuration, "table"), credential, AzureTableStore.ClientOptions());

    private static QueueServiceClient Queues(IConfiguration configuration, TokenCredential credential)
    {
        var options = new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 };
        return configuration[Setting] is { Length: > 0 } connection
            ? new QueueServiceClient(connection, options)
            : new QueueServiceClient(Address(configuration, "queue"), credential, options);
    }

    private static Uri Address(IConfiguration configuration, string service) =>
        configuration[$"{Setting}:{service}ServiceUri"] is { Length: > 0 } address ? new Uri(address)
        : configuration[$"{Setting}:accountName"] is { Length: > 0 } account ? new Uri($"https://{account}.{service}.core.windows.net")
        : throw new InvalidOperationException($"Set {Setting}__accountName, or {Setting} to a connection string in development.");
}
