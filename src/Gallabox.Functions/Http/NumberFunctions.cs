using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using static Microsoft.Azure.Functions.Worker.AuthorizationLevel;

namespace Gallabox.Functions.Http;

/// <summary>Numbers, for operators' programs.</summary>
public sealed class NumberFunctions(HttpDoor door)
{
    [Function("NumberRead")]
    public Task<IResult> NumberReadAsync(
        [HttpTrigger(Anonymous, "get", "head", Route = "api/numbers/{phone}")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("NumberRead", request, flows);

    [Function("NumberUsage")]
    public Task<IResult> NumberUsageAsync(
        [HttpTrigger(Anonymous, "get", "head", Route = "api/numbers/{phone}/usage")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("NumberUsage", request, flows);

    [Function("NumberPause")]
    public Task<IResult> NumberPauseAsync(
        [HttpTrigger(Anonymous, "post", Route = "api/numbers/{phone}/pause")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("NumberPause", request, flows);

    [Function("NumberResume")]
    public Task<IResult> NumberResumeAsync(
        [HttpTrigger(Anonymous, "post", Route = "api/numbers/{phone}/resume")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("NumberResume", request, flows);
}
