using Gallabox.Core.Numbers;
using Gallabox.Core.Providers;

namespace Gallabox.Core.Connect;

/// <param name="At">When to compare again.</param>
public sealed record NextComparison(DateTimeOffset At);

/// <summary>Looks through the hub's channels for connected numbers whose permission is gone.</summary>
public sealed class ConnectComparison(ChannelDirectory channels, NumberStore numbers, ConnectRepairs repairs, ConnectFile file)
{
    public async Task<NextComparison> CompareAsync(CancellationToken cancellation)
    {
        if (await channels.ListAsync(cancellation) is not { } all)
            return new NextComparison(file.Now + file.Rules.LookEvery * 2);
        foreach (var channel in all.Where(channel => channel is { Permission: false, IsCancelled: false, Phone: not null }))
            if (await numbers.FindAsync(channel.Phone!.Value, cancellation) is { } number && IsUnder(number, channel.Id))
                await repairs.LookAsync(number, channel.Id, cancellation);
        return new NextComparison(file.Now + file.Rules.CompareEvery);
    }

    private static bool IsUnder(Number number, string channelId) =>
        number.At(ProviderNames.Dialog360)?.Ids.GetValueOrDefault("channelId") == channelId;
}
