using Gallabox.Functions.Durable;
using Gallabox.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace Gallabox.Functions.Http;

/// <summary>From a function to the endpoint that both hosts share.</summary>
public sealed class HttpDoor(EndpointRunner endpoints, DurableClients clients)
{
    /// <param name="route">The route's name in <see cref="Routes"/>, which is the function's too.</param>
    public Task<IResult> RunAsync(string route, HttpRequest request, DurableTaskClient flows)
    {
        clients.Use(flows);
        return endpoints.RunAsync(route, request);
    }

    public Task<IResult> RunUnknownAsync(HttpRequest request) => endpoints.RunUnknownAsync(request);
}
