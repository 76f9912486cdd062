using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using static Microsoft.Azure.Functions.Worker.AuthorizationLevel;

namespace Gallabox.Functions.Http;

/// <summary>Accounts, for operators' programs.</summary>
public sealed class AccountFunctions(HttpDoor door)
{
    [Function("AccountList")]
    public Task<IResult> AccountListAsync(
        [HttpTrigger(Anonymous, "get", "head", Route = "api/accounts")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("AccountList", request, flows);

    [Function("AccountRead")]
    public Task<IResult> AccountReadAsync(
        [HttpTrigger(Anonymous, "get", "head", Route = "api/accounts/{id}")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("AccountRead", request, flows);

    [Function("AccountSave")]
    public Task<IResult> AccountSaveAsync(
        [HttpTrigger(Anonymous, "put", Route = "api/accounts/{id}")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("AccountSave", request, flows);

    [Function("AccountDues")]
    public Task<IResult> AccountDuesAsync(
        [HttpTrigger(Anonymous, "put", Route = "api/accounts/{id}/dues")] HttpRequest request, [DurableClient] DurableTaskClient flows) =>
        door.RunAsync("AccountDues", request, flows);
}
