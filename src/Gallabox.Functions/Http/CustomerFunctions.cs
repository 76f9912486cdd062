using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using static Microsoft.Azure.Functions.Worker.AuthorizationLevel;

namespace Gallabox.Functions.Http;

/// <summary>The customer's own page.</summary>
public sealed class CustomerFunctions(HttpDoor door)
{
    [Function("Customer")]
    public Task<IResult> CustomerAsync(
        [HttpTrigger(Anonymous, "get", "head", Route = "my/{token}")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("Customer", request, flows);

    [Function("CustomerAct")]
    public Task<IResult> CustomerActAsync(
        [HttpTrigger(Anonymous, "post", Route = "my/{token}/{action}")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("CustomerAct", request, flows);

    [Function("CustomerSignup")]
    public Task<IResult> CustomerSignupAsync(
        [HttpTrigger(Anonymous, "get", "head", Route = "my/{token}/signup")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("CustomerSignup", request, flows);
}
