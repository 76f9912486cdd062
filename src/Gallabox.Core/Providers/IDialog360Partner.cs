namespace Gallabox.Core.Providers;

public interface IDialog360Partner
{
    Task<Dialog360Channel?> FindChannelAsync(string channelId, CancellationToken cancellation);

    Task RequestCancellationAsync(string clientId, string channelId, CancellationToken cancellation);
}

public sealed record Dialog360Channel(string Id, bool IsCancelled, DateTimeOffset? TerminatedAt);
