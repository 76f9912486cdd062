using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using static Microsoft.Azure.Functions.Worker.AuthorizationLevel;

namespace Gallabox.Functions.Http;

/// <summary>Moving a number here: the form, the platform's own way in, and the page of Meta's sign-up.</summary>
public sealed class MigrationFunctions(HttpDoor door)
{
    [Function("MigrationForm")]
    public Task<IResult> MigrationFormAsync(
        [HttpTrigger(Anonymous, "get", "head", Route = "migrations/new")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("MigrationForm", request, flows);

    [Function("MigrationSend")]
    public Task<IResult> MigrationSendAsync(
        [HttpTrigger(Anonymous, "post", Route = "migrations/new")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("MigrationSend", request, flows);

    [Function("MigrationOpen")]
    public Task<IResult> MigrationOpenAsync(
        [HttpTrigger(Anonymous, "post", Route = "api/migrations")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("MigrationOpen", request, flows);

    [Function("MigrationLinkCreate")]
    public Task<IResult> MigrationLinkCreateAsync(
        [HttpTrigger(Anonymous, "post", Route = "api/accounts/{id}/migration-links")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("MigrationLinkCreate", request, flows);
}
