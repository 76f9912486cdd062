using Gallabox.Sandbox.Faults;
using Gallabox.Sandbox.World;

namespace Gallabox.Sandbox.Calls;

/// <summary>
/// The way of every call to a simulated API. Fault, credentials, limits, effect and journal are one transaction that is durable before the
/// answer leaves.
/// </summary>
internal sealed class CallGateway(SandboxWorld world)
{
    private static readonly TimeSpan longestHang = TimeSpan.FromSeconds(60);

    public void Map(IEndpointRouteBuilder app, IProvider provider, IEnumerable<ApiRoute> routes)
    {
        foreach (var route in routes)
        {
            app.MapMethods(provider.Prefix + route.Pattern, [route.Method], context => HandleAsync(context, provider, route))
                .ExcludeFromDescription();
        }

        var unknown = new ApiRoute("", "", provider.Unknown);
        app.Map(provider.Prefix + "/{**path}", context => HandleAsync(context, provider, unknown)).ExcludeFromDescription();
    }

    private async Task HandleAsync(HttpContext context, IProvider provider, ApiRoute route)
    {
        var call = await ApiCall.ReadAsync(context, provider.Prefix);
        if (route.Before is { } before)
            await before(call, context.RequestAborted);
        var (answer, fault) = world.Change(world => Decide(world, provider, route, call));
        switch (fault?.Kind)
        {
            case FaultKind.Timeout:
                await HangAsync(context);
                break;
            case FaultKind.LostAnswer:
                context.Abort();
                break;
            case FaultKind.BadJson:
                await new Answer(200, "application/json", """{"success":tru""").WriteAsync(context.Response);
                break;
            default:
                await answer.WriteAsync(context.Response);
                break;
        }
    }

    private static (Answer Answer, Fault? Fault) Decide(WorldTransaction world, IProvider provider, ApiRoute route, ApiCall call)
    {
        var fault = FaultDesk.Take(world, provider.Name, call.Method, call.Path);
        var effective = fault is null || fault.Kind is FaultKind.LostAnswer or FaultKind.BadJson;
        var answer = effective ? provider.Admit(call, world) ?? route.Handle(call, world) : provider.Fail(fault!, world);
        var effect = effective && answer.Good && world.Touched;
        world.Put(world.NextKey("call"), new CallRecord(
            world.Now, provider.Name, call.Method, call.Path, answer.Status, effect, fault?.Kind));
        return (answer, fault);
    }

    /// <summary>Says nothing until the client gives up, or for a minute.</summary>
    private static async Task HangAsync(HttpContext context)
    {
        await Task.Delay(longestHang, TimeProvider.System, context.RequestAborted)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        context.Abort();
    }
}
