using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using static Microsoft.Azure.Functions.Worker.AuthorizationLevel;

namespace Gallabox.Functions.Http;

/// <summary>Connecting by oneself: the page with the button, and the way back from 360dialog.</summary>
public sealed class ConnectFunctions(HttpDoor door)
{
    [Function("ConnectShow")]
    public Task<IResult> ConnectShowAsync(
        [HttpTrigger(Anonymous, "get", "head", Route = "connect")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("ConnectShow", request, flows);

    [Function("ConnectPress")]
    public Task<IResult> ConnectPressAsync(
        [HttpTrigger(Anonymous, "post", Route = "connect")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("ConnectPress", request, flows);

    [Function("ConnectReturn")]
    public Task<IResult> ConnectReturnAsync(
        [HttpTrigger(Anonymous, "get", "head", Route = "connect/360dialog/callback")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("ConnectReturn", request, flows);

    [Function("ConnectAsk")]
    public Task<IResult> ConnectAskAsync(
        [HttpTrigger(Anonymous, "get", "head", Route = "connect/confirm")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("ConnectAsk", request, flows);

    [Function("ConnectConfirm")]
    public Task<IResult> ConnectConfirmAsync(
        [HttpTrigger(Anonymous, "post", Route = "connect/confirm")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("ConnectConfirm", request, flows);

    [Function("ConnectLinkCreate")]
    public Task<IResult> ConnectLinkCreateAsync(
        [HttpTrigger(Anonymous, "post", Route = "api/accounts/{id}/connect-links")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("ConnectLinkCreate", request, flows);
}
