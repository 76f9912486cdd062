using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Delivery;

/// <summary>What will happen in the outside world by itself.</summary>
internal enum HappeningKind
{
    ChannelReady,
    ChannelPermissionGranted,
    ChannelTerminated,
    ChannelRemoved,
}

/// <summary>Something that happens at a moment of the clock, to the thing with the given id.</summary>
internal sealed record Happening(string Key, DateTimeOffset Due, HappeningKind Kind, string Subject) : IBookkeeping
{
    public static void Plan(WorldTransaction world, DateTimeOffset due, HappeningKind kind, string subject)
    {
        var key = world.NextKey("happening");
        world.Put(key, new Happening(key, due, kind, subject));
    }

    /// <summary>Takes planned happenings of a thing back.</summary>
    public static void Cancel(WorldTransaction world, string subject, params ReadOnlySpan<HappeningKind> kinds)
    {
        foreach (var happening in world.All<Happening>())
        {
            if (happening.Subject == subject && kinds.Contains(happening.Kind))
                world.Remove<Happening>(happening.Key);
        }
    }
}
