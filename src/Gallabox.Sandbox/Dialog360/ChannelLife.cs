using Gallabox.Sandbox.Delivery;
using Gallabox.Sandbox.Meta;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Dialog360;

/// <summary>The stages of a channel: what calls, people and time make of it (facts 6.6).</summary>
internal static class ChannelLife
{
    public static Channel Put(this WorldTransaction world, Channel channel) => world.Put(channel.Id, channel);

    /// <summary>Carries out what was planned; a channel that has gone on meanwhile stays as it is.</summary>
    public static void Apply(WorldTransaction world, Happening happening, SandboxOptions options)
    {
        if (world.Find<Channel>(happening.Subject) is not { InHub: true } channel)
            return;
        switch (happening.Kind)
        {
            case HappeningKind.ChannelReady:
                Ready(world, channel);
                break;
            case HappeningKind.ChannelPermissionGranted:
                Grant(world, channel);
                break;
            case HappeningKind.ChannelTerminated:
                Terminate(world, channel, options);
                break;
            case HappeningKind.ChannelRemoved:
                world.Put(channel with { HubStatus = "deleted", ApiKey = null });
                break;
            default:
                throw new InvalidOperationException($"No channel does {happening.Kind}.");
        }
    }

    /// <summary>Starts the notice period; repeating it changes nothing.</summary>
    public static Channel Cancel(WorldTransaction world, Channel channel, SandboxOptions options)
    {
        if (channel.CancelledAt is not null)
            return channel;
        var ends = world.Now + (channel.Notice ?? options.CancellationNotice);
        var cancelled = world.Put(channel with { CancelledAt = world.Now, TerminatedAt = ends, HubStatus = "cancelled" });
        Happening.Plan(world, ends, HappeningKind.ChannelTerminated, channel.Id);
        PartnerEvents.Send(world, "cancellation_request", cancelled);
        return cancelled;
    }

    /// <summary>Takes the cancellation back, also after termination, while the channel is still in the hub.</summary>
    public static Channel Reactivate(WorldTransaction world, Channel channel)
    {
        if (channel.CancelledAt is null)
            return channel;
        Happening.Cancel(world, channel.Id, HappeningKind.ChannelTerminated, HappeningKind.ChannelRemoved);
        var back = world.Put(channel with { CancelledAt = null, TerminatedAt = null, HubStatus = "running" });
        PartnerEvents.Send(world, "cancellation_revoke", back);
        return back;
    }

    public static Channel Grant(WorldTransaction world, Channel channel)
    {
        var granted = world.Put(channel with { PermissionGranted = true });
        PartnerEvents.Send(world, "channel_permission_granted", granted);
        return granted;
    }

    /// <summary>The client takes the permission back: the key dies.</summary>
    public static Channel Revoke(WorldTransaction world, Channel channel)
    {
        var revoked = world.Put(channel with { PermissionGranted = false, ApiKey = null });
        PartnerEvents.Send(world, "channel_permission_revoked", revoked);
        return revoked;
    }

    private static void Ready(WorldTransaction world, Channel channel)
    {
        var ready = world.Put(channel with { Status = "ready" });
        foreach (var number in world.Nodes(channel.Phone).Where(number => number.WabaId == channel.WabaId))
        {
            if (number.MigratesFrom is { } id && world.Find<MetaNumber>(id) is { } source)
                world.Put(source with { Status = "MIGRATED" });
            world.Put(number with { Status = "CONNECTED", TwoStep = true, Pin = "161803", OnboardedAt = world.Now, MigratesFrom = null });
        }

        PartnerEvents.Send(world, "channel_ready", ready);
        PartnerEvents.Send(world, "channel_running", ready);
        PartnerEvents.Send(world, "channel_live", ready);
    }

    private static void Terminate(WorldTransaction world, Channel channel, SandboxOptions options)
    {
        var terminated = world.Put(channel with { HubStatus = "terminated" });
        Happening.Plan(world, world.Now + options.RemovalAfterTermination, HappeningKind.ChannelRemoved, channel.Id);
        PartnerEvents.Send(world, "cancellation_processed", terminated);
    }
}
