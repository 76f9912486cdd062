using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gallabox.Web;

/// <summary>Mounts the contract on Kestrel.</summary>
public static class Mounting
{
    /// <summary>Maps every route, and answers for every path that is none. A host maps its own routes beside it, such as the sandbox's.</summary>
    public static void MapGallabox(this IEndpointRouteBuilder app)
    {
        var runner = app.ServiceProvider.GetRequiredService<EndpointRunner>();
        foreach (var route in Routes.All)
            app.MapMethods("/" + route.Pattern, route.Methods, (RequestDelegate)(context => ExecuteAsync(context, runner.RunAsync(route.Name, context.Request))))
                .WithName(route.Name);
        app.MapFallback("{*path}", (RequestDelegate)(context => ExecuteAsync(context, runner.RunUnknownAsync(context.Request))));
    }

    private static async Task ExecuteAsync(HttpContext context, Task<IResult> running) => await (await running).ExecuteAsync(context);
}
