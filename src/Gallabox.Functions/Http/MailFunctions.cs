using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using static Microsoft.Azure.Functions.Worker.AuthorizationLevel;

namespace Gallabox.Functions.Http;

/// <summary>What the mail service delivers.</summary>
public sealed class MailFunctions(HttpDoor door)
{
    [Function("MailList")]
    public Task<IResult> MailListAsync(
        [HttpTrigger(Anonymous, "get", "head", Route = "api/mails")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("MailList", request, flows);

    [Function("MailRead")]
    public Task<IResult> MailReadAsync(
        [HttpTrigger(Anonymous, "post", Route = "api/mails/{id}/read")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("MailRead", request, flows);

    [Function("MailInbound")]
    public Task<IResult> MailInboundAsync(
        [HttpTrigger(Anonymous, "post", Route = "mail/inbound")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("MailInbound", request, flows);

    [Function("MailEvents")]
    public Task<IResult> MailEventsAsync(
        [HttpTrigger(Anonymous, "post", Route = "mail/events")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("MailEvents", request, flows);
}
