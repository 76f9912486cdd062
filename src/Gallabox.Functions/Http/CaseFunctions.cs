using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using static Microsoft.Azure.Functions.Worker.AuthorizationLevel;

namespace Gallabox.Functions.Http;

/// <summary>Cases, for operators' programs.</summary>
public sealed class CaseFunctions(HttpDoor door)
{
    [Function("CaseList")]
    public Task<IResult> CaseListAsync(
        [HttpTrigger(Anonymous, "get", "head", Route = "api/cases")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("CaseList", request, flows);

    [Function("CaseRead")]
    public Task<IResult> CaseReadAsync(
        [HttpTrigger(Anonymous, "get", "head", Route = "api/cases/{id}")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("CaseRead", request, flows);

    [Function("CaseAct")]
    public Task<IResult> CaseActAsync(
        [HttpTrigger(Anonymous, "post", Route = "api/cases/{id}/{action}")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("CaseAct", request, flows);
}
