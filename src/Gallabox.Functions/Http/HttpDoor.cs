using System.Diagnostics;
using Gallabox.Core;
using Gallabox.Functions.Durable;
using Gallabox.Web;
using Gallabox.Web.Answers;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace Gallabox.Functions.Http;

/// <summary>
/// From a function to the endpoint that both hosts share. The request's span is ours, by its route's pattern: the host's own would
/// write down the path, and with it customers' links.
/// </summary>
public sealed class HttpDoor(EndpointRunner endpoints, DurableClients clients)
{
    /// <param name="route">The route's name in <see cref="Routes"/>, which is the function's too.</param>
    public async Task<IResult> RunAsync(string route, HttpRequest request, DurableTaskClient flows)
    {
        clients.Use(flows);
        using var span = Telemetry.Source.StartActivity($"{request.Method} {route}", ActivityKind.Server);
        var answer = await endpoints.RunAsync(route, request);
        span?.SetTag("http.route", Routes.Get(route).Pattern)
            .SetTag("http.request.method", request.Method)
            .SetTag("http.response.status_code", Status(answer));
        return answer;
    }

    public Task<IResult> RunUnknownAsync(HttpRequest request) => endpoints.RunUnknownAsync(request);

    private static int Status(IResult answer) => answer switch
    {
        Answer whole => whole.Status,
        IStatusCodeHttpResult { StatusCode: { } status } => status,
        _ => StatusCodes.Status200OK,
    };
}
