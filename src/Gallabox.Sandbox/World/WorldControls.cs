using Gallabox.Sandbox.Calls;
using Gallabox.Sandbox.Clock;
using Gallabox.Sandbox.Delivery;
using Gallabox.Sandbox.Dialog360;
using Gallabox.Sandbox.Faults;
using Gallabox.Sandbox.Meta;
using Gallabox.Sandbox.SendGrid;

namespace Gallabox.Sandbox.World;

/// <summary>Settings for the host, the journal of calls, the outbox, and the way back to the first day.</summary>
internal static class WorldControls
{
    public static void Map(IEndpointRouteBuilder app, SandboxWorld sandbox, SandboxEnvironment environment, SandboxClock clock)
    {
        app.MapGet("/sandbox/settings", () => Control.Ok(environment.HostSettings().AsEnvironment()));
        app.MapGet("/sandbox/calls", (string? target, string? path, string? method) => sandbox.Change(world => Control.Ok(
            world.All<CallRecord>().Where(call => (target is null || call.Target == target)
                && (path is null || call.Path.Contains(path, StringComparison.OrdinalIgnoreCase))
                && (method is null || string.Equals(call.Method, method, StringComparison.OrdinalIgnoreCase))))));
        app.MapGet("/sandbox/outbox", () => sandbox.Change(static world => Control.Ok(new
        {
            waiting = world.All<OutgoingWebhook>().Select(static one =>
                new { one.Key, one.Sender, one.Url, one.Due, one.Attempts, one.LastStatus }),
            givenUp = world.All<GivenUpWebhook>(),
        })));
        app.MapPost("/sandbox/reset", (Posted<ResetRequest> posted) => Reset(sandbox, clock, posted.Body.Clock));
    }

    /// <summary>Everything but the secrets and, unless asked, the clock, which never runs backwards by itself.</summary>
    private static IResult Reset(SandboxWorld sandbox, SandboxClock clock, bool withClock)
    {
        if (withClock)
            clock.ReturnToRealTime();
        sandbox.Change(world =>
        {
            Clear(world);
            DemoWorld.Create(world, sandbox.Secrets, sandbox.Options);
        });
        return Control.Ok(new { now = sandbox.Now });
    }

    private static void Clear(WorldTransaction world)
    {
        world.RemoveAll<BouncedAddress>();
        world.RemoveAll<CallRecord>();
        world.RemoveAll<Channel>();
        world.RemoveAll<Client>();
        world.RemoveAll<DeletedNumber>();
        world.RemoveAll<Fault>();
        world.RemoveAll<GivenUpWebhook>();
        world.RemoveAll<GraphCalls>();
        world.RemoveAll<Happening>();
        world.RemoveAll<MetaNumber>();
        world.RemoveAll<MetaPortfolio>();
        world.RemoveAll<MetaWaba>();
        world.RemoveAll<MigrationIntent>();
        world.RemoveAll<OutgoingWebhook>();
        world.RemoveAll<Partner>();
        world.RemoveAll<PartnerCalls>();
        world.RemoveAll<RefusalWording>();
        world.RemoveAll<SentMail>();
        world.RemoveAll<ServiceWindow>();
        world.RemoveAll<SignUpCode>();
        world.RemoveAll<Traffic>();
    }

    internal sealed record ResetRequest(bool Clock);
}
