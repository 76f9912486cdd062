using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Faults;

/// <summary>Hands out planned failures, each as often as was asked, also across restarts.</summary>
internal static class FaultDesk
{
    /// <summary>The fault that this call meets, used up by one; an outage comes first and lasts until its end.</summary>
    public static Fault? Take(WorldTransaction world, string target, string method, string path)
    {
        var matching = world.All<Fault>().Where(fault => fault.Matches(target, method, path)).ToList();
        foreach (var over in matching.Where(fault => fault.Until <= world.Now))
            world.Remove<Fault>(over.Key);
        if (matching.Find(fault => fault.Until > world.Now) is { } outage)
            return outage;
        if (matching.Find(static fault => fault.Until is null) is not { } next)
            return null;
        if (next.Remaining > 1)
            world.Put(next.Key, next with { Remaining = next.Remaining - 1 });
        else
            world.Remove<Fault>(next.Key);
        return next;
    }
}
