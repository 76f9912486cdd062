namespace Gallabox.Core.Providers;

public interface IMetaGraph
{
    Task<MetaNumber?> ReadNumberAsync(string phoneNumberId, CancellationToken cancellation);

    Task<IReadOnlyList<MetaNumber>> ListNumbersAsync(string wabaId, CancellationToken cancellation);

    Task<string?> ReadWebhookOverrideAsync(string phoneNumberId, CancellationToken cancellation);

    Task ClearWebhookOverrideAsync(string phoneNumberId, CancellationToken cancellation);

    Task<bool> IsSubscribedAsync(string wabaId, CancellationToken cancellation);

    Task UnsubscribeAppAsync(string wabaId, CancellationToken cancellation);

    Task DeregisterAsync(string phoneNumberId, CancellationToken cancellation);
}

public sealed record MetaNumber(string Id, PhoneNumber Phone, string Status)
{
    public bool IsRegistered => Status is not ("DISCONNECTED" or "DELETED" or "MIGRATED");
}
