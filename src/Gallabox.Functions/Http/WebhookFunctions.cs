using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using static Microsoft.Azure.Functions.Worker.AuthorizationLevel;

namespace Gallabox.Functions.Http;

/// <summary>What Meta and 360dialog tell, and what was kept of it as it came.</summary>
public sealed class WebhookFunctions(HttpDoor door)
{
    [Function("WebhookMetaVerify")]
    public Task<IResult> WebhookMetaVerifyAsync(
        [HttpTrigger(Anonymous, "get", "head", Route = "webhooks/meta")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("WebhookMetaVerify", request, flows);

    [Function("WebhookMeta")]
    public Task<IResult> WebhookMetaAsync(
        [HttpTrigger(Anonymous, "post", Route = "webhooks/meta")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("WebhookMeta", request, flows);

    [Function("WebhookDialog")]
    public Task<IResult> WebhookDialogAsync(
        [HttpTrigger(Anonymous, "post", Route = "webhooks/360dialog")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("WebhookDialog", request, flows);

    [Function("WebhookDialogNumber")]
    public Task<IResult> WebhookDialogNumberAsync(
        [HttpTrigger(Anonymous, "post", Route = "webhooks/360dialog/{channelId}")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("WebhookDialogNumber", request, flows);

    [Function("UnknownNumberList")]
    public Task<IResult> UnknownNumberListAsync(
        [HttpTrigger(Anonymous, "get", "head", Route = "api/unknown-numbers")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("UnknownNumberList", request, flows);

    [Function("RawEventList")]
    public Task<IResult> RawEventListAsync(
        [HttpTrigger(Anonymous, "get", "head", Route = "api/raw-events")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("RawEventList", request, flows);

    [Function("RawEventRead")]
    public Task<IResult> RawEventReadAsync(
        [HttpTrigger(Anonymous, "get", "head", Route = "api/raw-events/{day}/{key}")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("RawEventRead", request, flows);
}
