using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using static Microsoft.Azure.Functions.Worker.AuthorizationLevel;

namespace Gallabox.Functions.Http;

/// <summary>Health, the description of the API, the pages' assets.</summary>
public sealed class PlatformFunctions(HttpDoor door)
{
    [Function("HealthLive")]
    public Task<IResult> HealthLiveAsync(
        [HttpTrigger(Anonymous, "get", "head", Route = "health/live")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("HealthLive", request, flows);

    [Function("HealthReady")]
    public Task<IResult> HealthReadyAsync(
        [HttpTrigger(Anonymous, "get", "head", Route = "health/ready")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("HealthReady", request, flows);

    [Function("OpenApi")]
    public Task<IResult> OpenApiAsync(
        [HttpTrigger(Anonymous, "get", "head", Route = "openapi.json")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("OpenApi", request, flows);

    [Function("Asset")]
    public Task<IResult> AssetAsync(
        [HttpTrigger(Anonymous, "get", "head", Route = "assets/{file}")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("Asset", request, flows);
}
